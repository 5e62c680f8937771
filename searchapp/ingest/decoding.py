"""Bytes of unknown origin to text; nothing here fails on bad bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from searchapp.errors import SkippedFile

How = Literal["bom", "declared", "utf-8", "detected", "fallback"]

#: Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: `<meta charset=x>`, `content="text/html; charset=x"`, `Content-Type: …; charset=x`, `<?xml … encoding="x"?>`.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9][\w.:+-]{1,30})""", re.IGNORECASE)
#: Bytes searched for a declaration; the HTML standard says 1,024, saved pages often put comments before it.
_DECLARED_WITHIN = 4096
#: Bytes that the detection of a charset looks at.
_SAMPLE = 65_536
#: What browsers read when these are declared (WHATWG Encoding Standard, labels of windows-1252 and so on).
_AS_BROWSERS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINE_CHARACTERS = "\r\x85\u2028\u2029"
_NEWLINES = re.compile(r"\r\n?|[\x85\u2028\u2029]")
#: The share of bytes that no text holds, over which a file is not text.
_MOST_JUNK = 0.05
#: Stray control characters that a short text may have.
_FEW = 4
_JUNK = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})
_BINARY_STARTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset it was read as (Python's name), and how that was known."""

    text: str
    charset: str
    how: How


def decode(data: bytes, declared: str | None = None, markup: bool = False) -> Decoded:
    """The text of `data`, with `\\n` line ends and without control characters.

    A byte order mark decides, then `declared` (as from an HTTP header) or, with `markup`, what the page declares of
    itself, then UTF-8 where that fits, then detection. Bytes that do not fit become U+FFFD. A declaration of UTF-8
    that does not hold is not followed. Raises SkippedFile (`not-text`) for what is no text in any charset.

    >>> decode("Élysée".encode("latin-1"), declared="ISO-8859-1").text
    'Élysée'
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoded(clean(data[len(mark) :].decode(charset, "replace")), charset, "bom")
    wide = _wide(data)
    if wide:
        return Decoded(clean(data.decode(wide, "replace")), wide, "detected")
    _refuse_junk(data)
    if named := _declared(data, declared, markup):
        try:
            return Decoded(clean(data.decode(named)), named, "declared")
        except (UnicodeDecodeError, ValueError):
            pass
    return _undeclared(data, named)


def _undeclared(data: bytes, named: str | None) -> Decoded:
    try:
        return Decoded(clean(data.decode("utf-8")), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error.start):
            return Decoded(clean(data.decode("utf-8", "replace")), "utf-8", "utf-8")
    if named and named != "utf-8":
        return Decoded(clean(data.decode(named, "replace")), named, "declared")
    if found := _detect(data):
        return Decoded(clean(data.decode(found, "replace")), found, "detected")
    return Decoded(clean(data.decode("cp1252", "replace")), "cp1252", "fallback")


def _mostly_utf8(data: bytes, first_bad: int) -> bool:
    """Whether the text is UTF-8 with a few broken bytes, as where a page was cut or joined from parts."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good > 20 * bad or (first_bad >= len(data) - 3 and good > 0)


def _detect(data: bytes) -> str | None:
    """A charset by the shape of the words; Western and Cyrillic single-byte charsets first, as they are common."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], preemptive_behaviour=False).best()
    if best is None:
        return None
    try:
        name = codecs.lookup(best.encoding).name
    except LookupError:
        return None
    return _by_script(data[:_SAMPLE], _AS_BROWSERS.get(name, name))


def _by_script(sample: bytes, found: str) -> str:
    """`found`, or the Windows charset of the same script where both read the sample as letters of it.

    Detection often names a rare relative (`mac_cyrillic`, `cp1257`) of the charset that nearly every page is in.
    """
    for charset, low, high in (("cp1251", "\u0400", "\u04ff"), ("cp1253", "\u0370", "\u03ff")):
        text = sample.decode(charset, "replace")
        letters = [character for character in text if character > "\x7f" and character.isalpha()]
        native = sum(low <= character <= high for character in letters)
        words = re.findall(rf"[{low}-{high}]{{4,}}", text)
        if letters and native > 0.97 * len(letters) and words and _cased(words):
            return charset
    if found.startswith(("mac_", "cp85", "cp437", "cp12")) and _western(sample):
        return "cp1252"
    return found


def _cased(words: list[str]) -> bool:
    """Whether nearly all words are written as words are: small letters after the first, or capitals throughout."""
    return sum(word[1:].islower() or word.isupper() for word in words) > 0.9 * len(words)


def _western(sample: bytes) -> bool:
    """Whether the high bytes are few and lie among small letters, as accents and quotes do in cp1252."""
    high = sum(byte > 0x7F for byte in sample)
    text = sample.decode("cp1252", "replace")
    usual = sum(character in "äöüßÄÖÜéèàçêîôûëïùâœÉÈÀáíóúñÁÍÓÚÑ¿¡’‘“”„–—…«» ©åæøÅÆØãõìò°€" for character in text)
    return high < 0.15 * len(sample) and usual >= 0.95 * high


def _declared(data: bytes, declared: str | None, markup: bool) -> str | None:
    """The charset that is declared, by Python's name, if Python knows it."""
    named = declared
    if named is None and markup and (match := _DECLARED.search(data, 0, _DECLARED_WITHIN)):
        named = match[1].decode("ascii")
    if not named:
        return None
    try:
        info = codecs.lookup(named)
    except (LookupError, ValueError):
        return None
    # UTF-16 in a declaration that was read as ASCII cannot be true.
    if info.name.startswith(("utf-16", "utf-32", "utf-7")) or not getattr(info, "_is_text_encoding", True):
        return "utf-8"
    return _AS_BROWSERS.get(info.name, info.name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: half of the bytes are zero, all on the same side."""
    sample = data[:2048]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half < 8 or max(even, odd) < 0.4 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_junk(data: bytes) -> None:
    sample = data[:8192]
    junk = len(sample) - len(sample.translate(None, _JUNK))
    if junk > max(_FEW, _MOST_JUNK * len(sample)) or sample.startswith(_BINARY_STARTS):
        raise SkippedFile("not-text", "It holds binary data, not text. Leave it out, or convert it to text or HTML.")


def clean(text: str) -> str:
    """The text with `\\n` line ends, without NULs, control characters and halves of surrogate pairs."""
    if any(character in text for character in _NEWLINE_CHARACTERS):
        text = _NEWLINES.sub("\n", text)
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text
