from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from pickle import PicklingError
from types import ModuleType

import pytest

from searchapp.articles import Article
from searchapp.errors import SearchappError
from searchapp.ingest import Outcome, Read, Skipped, Warned, find_files, read

HOOKS = """
import os

def fail(article, principals):
    if article.title == "FAIL":
        raise ZeroDivisionError("by nought")
    return article

def die(article, principals):
    if article.title == "DIE":
        os._exit(9)
    return fail(article, principals)
"""


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that workers can import, with functions that stand in for the enrichment."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "ingest_test_hooks.py").write_text(HOOKS)
    monkeypatch.syspath_prepend(str(folder))
    import ingest_test_hooks  # type: ignore[import-not-found]

    yield ingest_test_hooks
    sys.modules.pop("ingest_test_hooks")


def lines(folder: Path, titles: list[str], name: str = "a.jsonl") -> Path:
    (folder / "archive").mkdir(exist_ok=True)
    rows = [json.dumps({"id": str(number), "title": title}) for number, title in enumerate(titles)]
    (folder / "archive" / name).write_text("\n".join(rows))
    return folder / "archive"


def same(article: Article, principals: tuple[str, ...]) -> Article:
    return article


def ids(outcomes: list[Outcome]) -> list[str]:
    return [one.article.id for one in outcomes if isinstance(one, Read)]


def skips(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(one.reason, one.locator) for one in outcomes if isinstance(one, Skipped)]


def test_outcomes_keep_the_order_of_the_input(tmp_path: Path, hooks: ModuleType) -> None:
    """Two workers give the same outcomes in the same order as one process."""
    archive = lines(tmp_path, [f"t{number}" for number in range(300)])
    (archive / "b.txt").write_text("A short text.")
    (archive / "c.bin").write_text("x")
    alone = list(read(find_files([archive]), workers=1, enrich=hooks.fail))
    together = list(read(find_files([archive]), workers=2, enrich=hooks.fail))
    assert together == alone
    assert ids(alone)[:300] == [str(number) for number in range(300)]
    assert skips(alone) == [("unknown-format", "")]


def test_an_error_over_one_record_is_a_skip(tmp_path: Path, hooks: ModuleType) -> None:
    """The message names the error; the records around it are read."""
    outcomes = list(read(find_files([lines(tmp_path, ["a", "FAIL", "b"])]), enrich=hooks.fail))
    assert ids(outcomes) == ["0", "2"]
    assert skips(outcomes) == [("failed", "#2")]
    assert "ZeroDivisionError: by nought" in next(one.message for one in outcomes if isinstance(one, Skipped))


def test_the_death_of_a_worker_costs_one_record(tmp_path: Path, hooks: ModuleType) -> None:
    """The record that ends its process is named; all others are read, in order, more than one death included."""
    titles = ["DIE" if number in (40, 170) else "FAIL" if number == 99 else "t" for number in range(200)]
    outcomes = list(read(find_files([lines(tmp_path, titles)]), workers=2, enrich=hooks.die))
    assert skips(outcomes) == [("crashed", "#41"), ("failed", "#100"), ("crashed", "#171")]
    assert ids(outcomes) == [str(number) for number in range(200) if number not in (40, 99, 170)]


def test_a_bad_line_does_not_stop_the_file(tmp_path: Path) -> None:
    """The skip names file and line, and the lines behind it are read."""
    archive = lines(tmp_path, ["a"])
    (archive / "a.jsonl").write_text('{"id": "1", "title": "a"}\n{oops\n[1]\n{"id": "2", "title": "b"}\n')
    outcomes = list(read(find_files([archive]), enrich=same))
    assert ids(outcomes) == ["1", "2"]
    assert skips(outcomes) == [("bad-json", "#2"), ("bad-json", "#3")]
    assert "a.jsonl, line or item 2" in next(one.message for one in outcomes if isinstance(one, Skipped))


def test_unchanged_records_are_dropped_before_any_work(tmp_path: Path) -> None:
    """The hook sees every record with its fingerprint; those it knows give no outcome."""
    seen: list[str] = []
    outcomes = read(
        find_files([lines(tmp_path, ["a", "b", "c"])]),
        unchanged=lambda record: seen.append(record.fingerprint) or record.locator == "#2",  # type: ignore[func-returns-value]
        enrich=same,
    )
    assert ids(list(outcomes)) == ["0", "2"]
    assert len(set(seen)) == 3


def test_warnings_come_before_their_article(tmp_path: Path) -> None:
    """What was left out of a record is told next to it."""
    archive = lines(tmp_path, [])
    (archive / "a.jsonl").write_text('{"id": "1", "title": "a", "byline": "x"}')
    warned, found = read(find_files([archive]), enrich=same)
    assert isinstance(warned, Warned)
    assert isinstance(found, Read)
    assert (warned.code, warned.detail) == ("unknown-key", "byline")


def test_principals_reach_the_enrichment(tmp_path: Path) -> None:
    """The names of the parties are handed through."""
    asked: list[tuple[str, ...]] = []

    def ask(article: Article, principals: tuple[str, ...]) -> Article:
        asked.append(principals)
        return article

    list(read(find_files([lines(tmp_path, ["a"])]), principals=("Russia",), enrich=ask))
    assert asked == [("Russia",)]


def test_workers_that_cannot_start_are_an_error(tmp_path: Path) -> None:
    """A function that workers cannot find is told as such, and not as the fault of every record."""
    with pytest.raises((SearchappError, AttributeError, PicklingError)):
        list(read(find_files([lines(tmp_path, ["t"] * 100)]), workers=2, enrich=lambda article, principals: article))


def test_a_reader_that_stops_early_stops_the_workers(tmp_path: Path, hooks: ModuleType) -> None:
    """Closing the iterator, as Ctrl-C does, ends in order."""
    outcomes = read(find_files([lines(tmp_path, ["t"] * 500)]), workers=2, enrich=hooks.fail)
    assert isinstance(next(outcomes), Read)
    outcomes.close()  # type: ignore[attr-defined]
    assert list(outcomes) == []


def test_an_article_knows_where_it_came_from(tmp_path: Path) -> None:
    """Its source is the file's path and the place in it, its fingerprint that of the record."""
    archive = lines(tmp_path, ["a", "b"])
    articles = [one.article for one in read(find_files([archive]), enrich=same) if isinstance(one, Read)]
    assert [article.source for article in articles] == [f"{archive}/a.jsonl#1", f"{archive}/a.jsonl#2"]
    assert all(len(article.fingerprint) == 64 for article in articles)
