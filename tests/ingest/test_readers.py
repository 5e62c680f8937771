from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from searchapp.ingest import Record, Skipped, Source
from searchapp.ingest.readers import endings, records, suffix


def source(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    return Source(folder / name, folder, name)


def read(folder: Path, name: str, data: bytes) -> list[Record | Skipped]:
    return list(records(source(folder, name, data)))


def reasons(found: list[Record | Skipped]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.txt", "a.md", "a.html.gz", "a.txt.GZ"])
def test_a_whole_file_is_one_record(tmp_path: Path, name: str) -> None:
    """Pages, texts and Markdown, packed or not, give one record of all their bytes, with their SHA-256."""
    data = b"<p>Words</p>"
    [found] = read(tmp_path, name, gzip.compress(data) if name.lower().endswith("gz") else data)
    assert isinstance(found, Record)
    assert (found.payload, found.locator) == (data, "")
    assert found.fingerprint == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["README", "a.bin", "a.gz", "LICENSE.rst"])
def test_a_file_of_an_unknown_kind_is_skipped(tmp_path: Path, name: str) -> None:
    """A file is never read because it happens to lie there."""
    assert reasons(read(tmp_path, name, b"text")) == ["unknown-format"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.txt.gz"])
def test_an_empty_file_is_skipped(tmp_path: Path, name: str) -> None:
    """A file without a byte has the reason `empty`."""
    assert reasons(read(tmp_path, name, b"")) == ["empty"]


def test_lines_are_records_with_their_numbers(tmp_path: Path) -> None:
    """Blank lines are passed over and counted; the fingerprint is of the line without its end."""
    found = read(tmp_path, "a.jsonl", b'{"a": 1}\n\n  {"a": 2}\r\n{"a": 3}')
    assert [one.locator for one in found if isinstance(one, Record)] == ["#1", "#3", "#4"]
    assert [one.payload for one in found if isinstance(one, Record)] == [b'{"a": 1}', b'{"a": 2}', b'{"a": 3}']


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    """The first record is there before the file is read to its end, so that its size does not matter."""
    file = source(tmp_path, "a.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 100_000)[:-500])
    reading = records(file)
    assert isinstance(next(reading), Record)
    assert reasons(list(reading)) == ["bad-gzip"]


def test_utf16_lines_are_read(tmp_path: Path) -> None:
    """JSON Lines saved as UTF-16 with a mark give the same records as UTF-8."""
    found = read(tmp_path, "a.ndjson", '{"t": "é"}\n{"t": "ы"}\n'.encode("utf-16"))
    assert [json.loads(one.payload) for one in found if isinstance(one, Record)] == [{"t": "é"}, {"t": "ы"}]


def test_a_list_gives_a_record_an_item(tmp_path: Path) -> None:
    """Items get their position as locator; one that is no object is skipped and the others are read."""
    found = read(tmp_path, "a.json", b'[{"t": 1}, "no", {"t": 2}]')
    assert [one.locator for one in found] == ["#1", "#2", "#3"]
    assert reasons(found) == ["bad-json"]


def test_an_object_is_one_record_however_it_is_spaced(tmp_path: Path) -> None:
    """The fingerprint of an object is that of its content, so that indenting a file changes no article."""
    [one] = read(tmp_path, "a.json", b'{"t": 1, "u": 2}')
    [other] = read(tmp_path, "b.json", b'{\n "u": 2,\n "t": 1\n}')
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    assert one.fingerprint == other.fingerprint


def test_lines_in_a_json_file_are_read_as_lines(tmp_path: Path) -> None:
    """Some programs call JSON Lines `.json`."""
    assert [one.locator for one in read(tmp_path, "a.json", b'{"t": 1}\n{"t": 2}\n')] == ["#1", "#2"]


@pytest.mark.parametrize("data", [b'{"t": ', b"3", b'"text"', b"[" * 100_000])
def test_a_file_that_is_no_json_is_skipped(tmp_path: Path, data: bytes) -> None:
    """The message names the file; nothing is raised, however deep the brackets."""
    [found] = read(tmp_path, "a.json", data)
    assert isinstance(found, Skipped)
    assert found.reason == "bad-json"
    assert "a.json" in found.message


def test_a_packed_file_that_swells_is_refused(tmp_path: Path) -> None:
    """A small file that unpacks to a thousand times its size is not read to its end."""
    assert reasons(read(tmp_path, "a.txt.gz", gzip.compress(bytes(60_000_000)))) == ["too-large"]


@pytest.mark.parametrize("data", [b"not gzip at all", gzip.compress(b"x" * 1000)[:-6]])
def test_damaged_packing_is_a_reason(tmp_path: Path, data: bytes) -> None:
    """Files that are cut off or only called `.gz` are skipped."""
    assert reasons(read(tmp_path, "a.txt.gz", data)) == ["bad-gzip"]


def test_a_file_that_went_away_is_a_reason(tmp_path: Path) -> None:
    """What was deleted between search and reading is skipped."""
    assert reasons(list(records(Source(tmp_path / "a.txt", tmp_path, "a.txt")))) == ["unreadable"]


def test_every_suffix_is_documented() -> None:
    """docs/formats.md names each format that can be read."""
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    assert [name for name in endings() if f"`{name}`" not in page] == []


def test_the_suffix_is_that_of_the_last_part() -> None:
    """Folders with dots and capitals do not matter."""
    assert suffix("v1.2/Story.JSONL.gz") == ".jsonl"
