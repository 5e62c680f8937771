"""`rebuild`, `copy` and `check`: an archive made anew from its own stored articles, and whether it is sound."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp import upkeep
from searchapp.archive import open_archive, open_or_create
from searchapp.articles import Article
from searchapp.cli import main
from searchapp.errors import ArchiveError, ArchiveLocked, ArchiveStampError
from searchapp.lock import write_lock
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings
from searchapp.stamp import FORMAT
from tests.conftest import ROOT

LINES = (
    {"id": "one", "title": "Oil talks", "text": "Ministers met in Vienna to talk about oil.", "date": "2014-01-28"},
    {"id": "two", "title": "Wheat", "text": "Sergei Lavrov met his colleague in Paris.", "people": ["Ann Given"]},
    {"id": "three", "title": "Oil again", "text": "Oil, oil and nothing but oil.", "date": "2015-03-01"},
)


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Rebuilds do not wait for other processes; no settings from outside."""
    monkeypatch.setattr(upkeep, "GRACE", 0.0)
    monkeypatch.delenv("SEARCHAPP_PRINCIPAL", raising=False)
    monkeypatch.setenv("SEARCHAPP_LOCK_WAIT", "0")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def news(tmp_path):
    """Three articles in a file of JSON Lines, indexed into the folder `index`."""
    file = tmp_path / "wire.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    run("index", file)
    return tmp_path / "index"


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output + result.stderr
    assert "Traceback" not in result.stderr
    return result


def hits(*query, index="index"):
    answer = json.loads(run("search", *query, "--json", "--index", index).stdout)
    return answer["total"], sorted(hit["id"] for hit in answer["hits"]), answer["facets"]


def stamp(index):
    return json.loads((index / "archive.json").read_text())


def restamp(index, **changes):
    (index / "archive.json").write_text(json.dumps(stamp(index) | changes))


def indexes(index):
    """Folders of indexes that the archive holds."""
    return sorted(found.name for found in index.iterdir() if found.is_dir())


def silent(done, name):
    pass


def checked(status=0, index="index"):
    return json.loads(run("check", "--json", "--index", index, status=status).stdout)


def codes(found):
    return [finding["code"] for finding in found["findings"]]


def test_rebuild_changes_the_engine_and_back(news):
    """An archive goes from tantivy to Whoosh and back; searches and facets are the same, and one index is left."""
    before = [hits(*query) for query in ((), ("oil",), ("lavrov",), ("-f", "date.from=2015"))]
    assert [found[0] for found in before] == [3, 2, 1, 1]
    for engine in ("whoosh", "tantivy"):
        made = json.loads(run("rebuild", "--engine", engine, "--json").stdout)
        assert (made["engine"], made["articles"]) == (engine, 3)
        assert json.loads(run("status", "--json").stdout)["engine"] == engine
        assert indexes(news) == [stamp(news)["folder"]]
        assert [hits(*query) for query in ((), ("oil",), ("lavrov",), ("-f", "date.from=2015"))] == before


def test_the_ledger_stays(news):
    """After a rebuild, unchanged files are still known as such, and changed ones replace their articles."""
    run("rebuild", "--engine", "whoosh")
    assert json.loads(run("index", "wire.jsonl", "--json").stdout)["unchanged"] == 3
    Path("wire.jsonl").write_text(json.dumps(LINES[0]) + "\n")
    assert json.loads(run("index", "wire.jsonl", "--json").stdout)["removed"] == 2
    assert hits()[1] == ["one"]


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_older_version_is_mended_by_a_rebuild(news, engine):
    """A stamp of an older format or analysis is refused by search, which names `rebuild`; that brings it up to date."""
    run("rebuild", "--engine", engine)
    for older in ({"format": FORMAT - 1}, {"analysis": 0}):
        restamp(news, **older)
        assert "searchapp rebuild --index" in run("search", "oil", status=1).stderr
        assert "searchapp rebuild" in run("index", "wire.jsonl", status=1).stderr
        assert codes(checked(status=1)) == ["stamp"]
        run("rebuild")
        assert hits("oil")[0] == 2


def test_an_archive_without_a_folder_in_its_stamp(news):
    """The stamp of an archive that was never rebuilt may name no folder; then the engine's name is the folder."""
    old = stamp(news)
    del old["folder"]
    (news / "archive.json").write_text(json.dumps(old))
    assert indexes(news) == ["tantivy"]
    assert hits("oil")[0] == 2


def test_a_newer_version_is_refused(news):
    """An archive of a newer version is left alone by every command, and the message says what to do."""
    restamp(news, format=FORMAT + 1)
    for command in (("search", "oil"), ("rebuild",), ("check",), ("copy", "--to", "other")):
        assert "pip install --upgrade searchapp" in run(*command, status=1).stderr
    assert not Path("other").exists()


def test_a_stamp_that_points_elsewhere_is_damaged(news):
    """A stamp whose folder is not one inside the archive is refused before anything is read or removed there."""
    for folder in ("../elsewhere", "/tmp", ".."):  # noqa: S108 - only named
        restamp(news, folder=folder)
        assert "damaged" in run("rebuild", status=1).stderr


def test_a_rebuild_that_fails_leaves_the_old_index(news, monkeypatch):
    """An error half-way leaves the archive as it was and no new folder; the next rebuild works."""
    before = stamp(news)

    def fails(article):
        if article.id == "two":
            raise OSError(28, "No space left on device")
        return article

    with monkeypatch.context() as patched:
        patched.setattr(upkeep, "_as_it_is", fails)
        assert "No space left" in run("rebuild", status=1).stderr
    assert (stamp(news), indexes(news), hits("oil")[0]) == (before, ["tantivy"], 2)
    run("rebuild")
    assert hits("oil")[0] == 2


def test_a_stop_just_after_the_swap_keeps_the_new_index(news, monkeypatch):
    """When a rebuild is interrupted right after its stamp was written, the index that is in use is not removed."""

    def interrupted(path, new):
        write(path, new)
        raise KeyboardInterrupt

    write = upkeep.write_stamp
    monkeypatch.setattr(upkeep, "write_stamp", interrupted)
    run("rebuild", status=130)
    assert len(indexes(news)) == 2
    assert hits("oil")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
def test_a_killed_rebuild_is_cleaned_up_by_the_next(news):
    """A killed rebuild leaves a working archive and a folder that check notes and the next rebuild removes."""
    code = (
        "import os, signal; from searchapp import upkeep; from searchapp.settings import Settings\n"
        "upkeep.rebuild(Settings(index='index'), lambda done, name: done == 2 and os.kill(os.getpid(), signal.SIGKILL))"
    )
    killed = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = [name for name in indexes(news) if name != "tantivy"]
    assert len(left) == 1
    assert hits("oil")[0] == 2
    assert left[0] in checked()["notes"][0]
    run("rebuild")
    assert indexes(news) == [stamp(news)["folder"]] != left
    assert checked()["notes"] == []


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_open_archive_sees_the_new_index(news, engine):
    """An archive opened before the swap answers from the new index after it, under a name of its own for the commit."""
    run("rebuild", "--engine", engine)
    held = open_archive(Settings(index=str(news))).engine
    first = held.status()
    reader = held.backend.reader()
    for other in ("whoosh", "tantivy"):
        run("rebuild", "--engine", other, "--principal", "Russia", "--enrich")
        now = held.status()
        assert (now.name, now.articles, now.principals) == (other, 3, ("Russia",))
        assert now.revision != first.revision
        assert held.search(SearchRequest("oil")).total == 2
    assert reader.get("one").title == "Oil talks"


def test_searches_during_rebuilds_are_whole(news):
    """While rebuilds go on in another process, each search of an open archive finds all or, never, a part."""
    held = open_archive(Settings(index=str(news))).engine
    command = [sys.executable, "-m", "searchapp", "rebuild", "--engine"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    seen = set()
    for engine in ("whoosh", "tantivy"):
        with subprocess.Popen([*command, engine], env=environment) as running:
            while running.poll() is None:
                seen.add(held.search(SearchRequest("oil")).total)
                time.sleep(0.01)
        assert running.returncode == 0
        assert held.status().name == engine
    assert seen == {2}


def test_a_writer_waits_for_a_rebuild_and_a_rebuild_for_a_writer(news):
    """Only one of index, rebuild, copy and check works at a time; the other is told so and loses nothing."""
    with write_lock(news, 0):
        for command in (("rebuild",), ("check",), ("copy", "--to", "other"), ("index", "wire.jsonl")):
            assert "Another process writes" in run(*command, status=1).stderr
    archive = open_archive(Settings(index=str(news), lock_wait=0))
    with archive.engine.batch() as batch:
        batch.add(Article(id="four", title="Oil four"))
        with pytest.raises(ArchiveLocked):
            upkeep.rebuild(Settings(index=str(news), lock_wait=0), silent)
    run("rebuild", "--engine", "whoosh")
    with archive.engine.batch() as batch:
        batch.add(Article(id="five", title="Oil five"))
    assert hits("oil")[1] == ["five", "four", "one", "three"]


def test_a_writer_that_was_open_learns_of_other_principals(news):
    """A writer opened before a rebuild for another principal is refused: its articles would be for the old one."""
    archive = open_or_create(Settings(index=str(news)))
    run("rebuild", "--enrich", "--principal", "Russia")
    with pytest.raises(ArchiveStampError, match="Run the command again"), archive.engine.batch():
        pass


def test_other_principals_need_enrich(news):
    """Another principal is refused without --enrich, with the command to run; with it, the archive is for that one."""
    assert "--enrich --principal 'Russia'" in run("rebuild", "--principal", "Russia", status=1).stderr
    assert "searchapp rebuild --enrich" in run("index", "wire.jsonl", "--principal", "Russia", status=1).stderr
    run("rebuild", "--principal", "Russia", "--enrich")
    assert stamp(news)["principals"] == ["Russia"]


def test_enrich_keeps_what_was_given(tmp_path):
    """--enrich works out people and places again where they were not given, and keeps those that were."""
    text = "Sergei Lavrov met his colleague in Paris. Mr Lavrov left Paris. Lavrov said that Paris was worth it."
    found = Article(id="1", title="Lavrov in Paris", text=text, people=("Stale Name",), places=("Nowhere",))
    given = replace(
        found, id="2", text=f"{text} So it was.", provenance={"people": "given", "language": "given"}, language="fr"
    )
    archive = open_or_create(Settings(index=str(tmp_path / "index")))
    with archive.engine.batch() as batch:
        for article in (found, given):
            batch.add(article)
    run("rebuild", "--enrich")
    one, two = archive.engine.get("1"), archive.engine.get("2")
    assert (one.people, one.places) == (("Sergei Lavrov",), ("Paris",))
    assert (two.people, two.places, two.language) == (("Stale Name",), ("Paris",), "fr")
    assert one.provenance["people"] == "rules" and two.provenance["people"] == "given"


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_copy_is_the_same_archive(news, tmp_path, engine):
    """A copy on either engine finds the same, knows the files, and is sound; the archive stays as it is."""
    before = stamp(news)
    made = json.loads(run("copy", "--to", "other", "--to-engine", engine, "--json").stdout)
    assert (made["index"], made["engine"], made["articles"]) == ("other", engine, 3)
    assert hits("oil", index="other") == hits("oil")
    assert json.loads(run("index", "wire.jsonl", "--json", "--index", "other").stdout)["unchanged"] == 3
    for index in ("index", "other"):
        found = checked(index=index)
        assert (found["sound"], found["articles"], found["listed"], found["findings"]) == (True, 3, 3, [])
    assert stamp(news) == before


def test_a_copy_takes_no_folder_with_other_things(news, tmp_path):
    """A folder that holds anything, another archive too, is refused and stays as it is; so is an unknown engine."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("private")
    assert "one.txt" in run("copy", "--to", "letters", status=2).stderr
    assert "Name a new folder" in run("copy", "--to", "index", status=2).stderr
    assert "is a file" in run("copy", "--to", "wire.jsonl", status=2).stderr
    assert "There are: tantivy, whoosh" in run("copy", "--to", "other", "--to-engine", "sphinx", status=2).stderr
    assert "There are: tantivy, whoosh" in run("rebuild", "--engine", "sphinx", status=2).stderr
    assert not (tmp_path / "other").exists()
    assert "--engine whoosh" in run("copy", "--to", "other", "--engine", "whoosh", status=1).stderr


def test_a_copy_that_fails_leaves_nothing(news, monkeypatch, tmp_path):
    """An error half-way through a copy removes what was made of it."""

    def fails(ledger, to):
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(upkeep, "_copy_database", fails)
    with pytest.raises(ArchiveError, match="disk is full"):
        upkeep.copy(Settings(index=str(news)), tmp_path / "other", "", silent)
    assert not (tmp_path / "other").exists()


def test_no_archive(tmp_path):
    """Where there is no archive, each command says how to make one."""
    for command in (("rebuild",), ("check",), ("copy", "--to", "other")):
        assert "searchapp index PATH…" in run(*command, "--index", "none", status=1).stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_check_finds_a_removed_article(news, tmp_path, engine):
    """An article of the ledger that the index lacks is found, with its file; --again brings it back."""
    run("rebuild", "--engine", engine)
    with open_archive(Settings(index=str(news))).engine.batch() as batch:
        batch.delete("two")
    found = checked(status=1)
    assert (found["articles"], found["listed"], codes(found)) == (2, 3, ["missing"])
    assert found["findings"][0]["examples"] == [f"two  {tmp_path / 'wire.jsonl'}"]
    printed = run("check", status=1).stdout
    assert "1 articles are in the ledger, but not in the index" in printed
    assert "searchapp index --again PATH…" in printed
    run("index", "wire.jsonl", "--again")
    assert checked()["sound"]


def test_check_finds_an_article_of_no_file(news):
    """An article that no record of the ledger gives is found, but not where the ledger is empty."""
    with open_archive(Settings(index=str(news))).engine.batch() as batch:
        batch.add(Article(id="stray", title="Stray"))
    found = checked(status=1)
    assert codes(found) == ["unlisted"]
    assert (found["findings"][0]["count"], found["findings"][0]["examples"]) == (1, ["stray"])
    (news / "ledger.db").unlink()
    assert checked()["sound"]


def test_check_finds_damaged_files(news):
    """An index whose files are cut short, or gone, is found out without a traceback."""
    for file in (news / "tantivy").glob("*.store"):
        file.write_bytes(file.read_bytes()[:10])
    assert "damaged" in codes(checked(status=1))
    assert "could not be made" in run("rebuild", status=1).stderr
    shutil.rmtree(news / "tantivy")
    assert "searchapp" in run("check", status=1).stderr


def test_check_finds_articles_that_cannot_be_read(news, monkeypatch):
    """A stored article that is no article any more is found by check, and stops a rebuild before the swap."""
    from searchapp.engines.whoosh import schema

    run("rebuild", "--engine", "whoosh")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "to_json", lambda article: {"id": article.id, "date": "yesterday"})
        with open_archive(Settings(index=str(news))).engine.batch() as batch:
            batch.add(Article(id="two", title="Wheat"))
    found = checked(status=1)
    assert codes(found) == ["unreadable", "missing"]
    assert "yesterday" in found["findings"][0]["examples"][0]
    assert "cannot be read" in run("rebuild", status=1).stderr
    assert hits("talks")[0] == 1


def test_stored_articles_come_in_pages(news, monkeypatch):
    """Every article is read once, however many pages that takes, and none that was deleted."""
    from searchapp.engines.tantivy import backend

    monkeypatch.setattr(backend, "STORED_PAGE", 7)
    archive = open_archive(Settings(index=str(news)))
    for start in (0, 40):
        with archive.engine.batch() as batch:
            for number in range(start, start + 40):
                batch.add(Article(id=f"{number:03}"))
            batch.delete("005")
    ids = [place for place, _ in backend.stored(news / "tantivy")]
    assert sorted(ids) == sorted([*(f"{number:03}" for number in range(80) if number != 5), "one", "two", "three"])
