from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import decode

RUSSIAN = "Совет министров одобрил соглашение о сотрудничестве в борьбе с терроризмом. " * 3
FRENCH = "Le président de l’Assemblée a déclaré que l’été serait décisif à Genève. " * 3


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(charset: str) -> None:
    """A text that begins with a mark is read as the mark says, and the mark is no part of it."""
    decoded = decode("Élysée\n".encode(charset))
    assert (decoded.text, decoded.how) == ("Élysée\n", "bom")


def test_a_page_declares_its_charset() -> None:
    """`<meta charset>` is followed, and Latin-1 means what browsers read it as."""
    data = '<meta charset="ISO-8859-1"><p>“Zürich”</p>'.encode("cp1252")
    decoded = decode(data, markup=True)
    assert (decoded.text[-15:], decoded.charset, decoded.how) == ("<p>“Zürich”</p>", "cp1252", "declared")


def test_an_xml_declaration_counts() -> None:
    """XHTML names its charset in the XML declaration."""
    decoded = decode('<?xml version="1.0" encoding="windows-1251"?><p>Москва</p>'.encode("cp1251"), markup=True)
    assert decoded.text.endswith("<p>Москва</p>")


def test_a_false_declaration_of_utf8_is_not_followed() -> None:
    """A page that says UTF-8 and is windows-1251 is read by what its bytes are."""
    data = f'<meta charset="utf-8"><p>{RUSSIAN}</p>'.encode("cp1251")
    assert RUSSIAN in decode(data, markup=True).text


@pytest.mark.parametrize(("text", "charset"), [(RUSSIAN, "cp1251"), (FRENCH, "cp1252"), (RUSSIAN, "koi8-r")])
def test_an_undeclared_charset_is_detected(text: str, charset: str) -> None:
    """Old dumps in single-byte charsets are read by the shape of their words."""
    assert decode(text.encode(charset)).text == text


def test_utf16_without_a_mark_is_recognised() -> None:
    """Zero bytes on one side give UTF-16 away."""
    assert decode("A plain English sentence.".encode("utf-16-le")).text == "A plain English sentence."


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    """UTF-8 with one bad byte stays UTF-8; the byte becomes U+FFFD."""
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    assert decode(data).text == RUSSIAN + "\ufffd" + RUSSIAN


def test_a_text_cut_within_a_character_stays_utf8() -> None:
    """Downloads that broke off are read to their last whole character."""
    assert decode("Zürich – Gen".encode() + "è".encode()[:1]).text.startswith("Zürich – Gen")


def test_line_ends_and_control_characters_are_cleaned() -> None:
    """Every line end becomes a newline; NULs, bells and halves of pairs go; tabs stay."""
    assert decode(b"a\r\nb\rc\x07\td\x00").text == "a\nb\nc\td"


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n" + b"abc", bytes(range(32)) * 50, b"%PDF-1.7 text"])
def test_binary_data_is_no_text(junk: bytes) -> None:
    """Pictures and such with a text's suffix are refused, with a reason that is counted."""
    with pytest.raises(SkippedFile) as skip:
        decode(junk)
    assert skip.value.reason == "not-text"


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    """Whatever the bytes are, the answer is a text without control characters, or that it is none."""
    text = ""
    with contextlib.suppress(SkippedFile):
        text = decode(data, markup=True).text
    assert not set(text) & set("\x00\r\x1b")
