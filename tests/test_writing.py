"""Articles given one by one, from Python: the same as if a file held them."""

import json
import multiprocessing
import os
import signal

import pytest

import searchapp
from searchapp import settings
from searchapp.checking import check
from searchapp.errors import ArchiveLocked, KeyReused, NotFound, ParameterError, UsageError
from searchapp.lock import write_lock
from searchapp.tokens import Tokens
from searchapp.upkeep import rebuild
from searchapp.writing import Writer, repeat, session
from tests.export.test_exports import run

GAS = {
    "id": "gas",
    "title": "Gas talks",
    "text": "Sergei Lavrov met the European Union in Brussels.",
    "date": "2014-01-28",
}

STORY = {"title": "A long story", "text": " ".join(f"word{number}" for number in range(300)), "date": "2014-01-01"}


def quiet(*told):
    """Progress is not told."""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def archive(folder):
    with searchapp.open_archive(str(folder), create=True, lock_wait=0) as opened:
        yield opened


def held(folder, **more):
    return settings.load({"index": str(folder), "lock_wait": 0, **more}, {}, folder.parent)


def sound(folder):
    report = check(held(folder), quiet)
    return report.findings


def statuses(report):
    return [(outcome.id, outcome.status) for outcome in report.outcomes]


def test_an_article_is_added_changed_and_left_alone(archive, folder):
    """What is given is searched at once; the same again is unchanged, another text under the id takes its place."""
    assert statuses(archive.add(GAS)) == [("gas", "added")]
    assert [hit.article.id for hit in archive.search("lavrov")] == ["gas"]
    assert archive.get("gas").people == ("Sergei Lavrov",)
    revision = archive.add([GAS]).revision
    assert statuses(archive.add([GAS])) == [("gas", "unchanged")]
    assert archive.add([GAS]).revision == revision
    assert statuses(archive.add({**GAS, "text": "Nothing."})) == [("gas", "changed")]
    assert (archive.count("lavrov"), len(archive)) == (0, 1)
    assert sound(folder) == ()


def test_an_article_is_the_same_as_from_a_file(archive, folder, tmp_path):
    """Every field but the source is what `index` makes of the same line."""
    lines = [GAS, {"url": "https://a.example/1", "title": "B", "html": "<p>Oil &amp; gas fell sharply today.</p>"}]
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    other = tmp_path / "other"
    assert run("index", tmp_path / "lines.jsonl", "--index", other, "--workers", "1").exit_code == 0
    archive.add(lines)
    with searchapp.open_archive(str(other)) as from_file:
        for one, two in zip(archive.scan(), from_file.scan(), strict=True):
            assert (one.id, one.title, one.text, one.people, one.countries) == (
                two.id, two.title, two.text, two.people, two.countries,
            )  # fmt: skip
            assert one.evidence == two.evidence


def test_what_cannot_be_taken_is_refused_and_the_others_are_kept(archive, folder):
    """Each refusal has its place and reason; what was left out of an article is said."""
    report = archive.add([GAS, {"text": " "}, 7, {"id": "x" * 9000, "text": "long id"}, {"text": "b", "colour": "red"}])
    assert [outcome.status for outcome in report.outcomes] == ["added", "refused", "refused", "refused", "added"]
    assert [outcome.code for outcome in report.outcomes[1:4]] == ["no-text", "bad-json", "bad-article"]
    assert "colour" in report.outcomes[4].warnings[0]
    assert len(archive) == 2
    assert sound(folder) == ()


def test_an_exported_article_is_the_same_article(archive, folder, tmp_path):
    """An article of one archive can be added to another, with what was found in it."""
    archive.add(GAS)
    with searchapp.open_archive(str(tmp_path / "second"), create=True) as second:
        second.add(archive.scan())
        assert second.get("gas").people == ("Sergei Lavrov",)
        assert second.get("gas").date == archive.get("gas").date


def test_whoosh_is_written_to_as_well(folder):
    """Articles are added, changed and removed on the other engine."""
    with searchapp.open_archive(str(folder), create=True, engine="whoosh") as archive:
        archive.add([GAS, {"id": "oil", "text": "Oil fell."}])
        archive.add({**GAS, "text": "Nothing."})
        archive.remove("oil")
        assert [article.text for article in archive.scan()] == ["Nothing."]
    assert sound(folder) == ()


def test_names_are_shown_as_those_of_files_are(archive, folder):
    """Another spelling of a name is counted with the one that is shown."""
    archive.add([{"id": str(number), "text": "Sergei Lavrov spoke."} for number in range(3)])
    archive.add({"id": "other", "text": "Sergey Lavrov spoke again, at length."})
    assert [(value.value, value.count) for value in archive.facets()["people"]] == [("Sergei Lavrov", 4)]
    assert archive.get("other").people == ("Sergei Lavrov",)
    assert sound(folder) == ()


def test_many_articles_are_committed_by_and_by(folder):
    """A stream of any length is read one at a time; commits fall within it, and the last id given twice wins."""
    with searchapp.open_archive(str(folder), create=True, commit_articles=3) as archive:
        report = archive.add({"id": str(number % 8), "text": f"Oil {number}"} for number in range(10))
        assert (report.count("added"), report.count("changed")) == (8, 2)
        assert archive.get("1").text == "Oil 9"
    assert sound(folder) == ()


def test_removed_articles_stay_away(folder, tmp_path):
    """An article that a file still gives does not come back by itself; its next version does, as it does when given."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(GAS) + "\n")
    index = ("index", source, "--index", folder, "--workers", "1", "--json")
    run(*index)
    with searchapp.open_archive(str(folder)) as archive:
        archive.remove("gas")
        assert len(archive) == 0
        with pytest.raises(NotFound):
            archive.remove("gas")
        for more in ((), ("--again",), ("--prune",)):
            assert json.loads(run(*index, *more).stdout)["unchanged"] == 1
            assert len(archive) == 0
        assert sound(folder) == ()
        assert statuses(archive.add(GAS)) == [("gas", "added")]
        archive.remove("gas")
        source.write_text(json.dumps({**GAS, "title": "Gas talks, again"}) + "\n")
        assert json.loads(run(*index).stdout)["changed"] == 1
        assert (len(archive), sound(folder)) == (1, ())


def test_index_never_prunes_what_was_given(archive, folder, tmp_path):
    """Articles of no file stay when files are pruned, and through a rebuild."""
    archive.add(GAS)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text("A story\n\nIt is about wheat.\n")
    run("index", tmp_path / "files", "--index", folder, "--workers", "1", "--prune")
    (tmp_path / "files" / "a.txt").unlink()
    run("index", tmp_path, "--index", folder, "--workers", "1", "--prune")
    assert [article.id for article in archive.scan()] == ["gas"]
    rebuild(held(folder), quiet)
    assert [article.id for article in archive.scan()] == ["gas"]
    assert sound(folder) == ()


def test_one_who_cannot_write_is_told(archive, folder):
    """While another process holds the lock the request is refused, and can be sent again later."""
    with write_lock(folder, 0), pytest.raises(ArchiveLocked) as locked:
        archive.add(GAS)
    assert locked.value.retry_after
    assert statuses(archive.add(GAS)) == [("gas", "added")]


def test_a_key_makes_a_repeat_harmless(archive, folder):
    """The answer to a request that comes again is what it was, even if the archive has moved on."""
    writer, first = Writer(held(folder)), repeat("k1", "digest one")
    before = writer.add([GAS], first)
    archive.add({**GAS, "text": "Corrected."})
    assert writer.add([GAS], first) == before
    assert archive.get("gas").text == "Corrected."
    with pytest.raises(KeyReused):
        writer.add([GAS], repeat("k1", "digest two"))
    assert writer.add([GAS], repeat("k1", "digest two", by="another")).count("changed") == 1
    with pytest.raises(ParameterError):
        repeat("", "digest")


def _dies(folder, where):
    """Adds and removes an article, and ends without a word at one of its commits."""
    commits = iter(range(100))

    def commit(self, real):
        if next(commits) == where:
            os.kill(os.getpid(), signal.SIGKILL)
        real(self)

    from searchapp.engines.tantivy.backend import TantivyBatch
    from searchapp.ledger import Ledger

    for kind in (TantivyBatch, Ledger):
        kind.commit = lambda self, real=kind.commit: commit(self, real)
    _changes(Writer(held(folder)))


def _changes(writer):
    """Adds, changes and removes articles, two of them with one text."""
    writer.add([GAS, {"id": "oil", "text": "Oil fell."}])
    writer.add([{**GAS, "text": "Another text."}, {**STORY, "id": "a"}, {**STORY, "id": "b", "outlet": "Daily"}])
    writer.add([{"id": "oil", "text": "Oil fell."}])
    try:
        writer.remove("oil")
    except NotFound:
        writer.add([{"id": "oil", "text": "Oil fell."}])
        writer.remove("oil")
    writer.add([{**STORY, "id": "c", "outlet": "Weekly"}])


@pytest.mark.parametrize("where", range(16))
def test_a_kill_between_any_two_commits_leaves_a_sound_archive(archive, folder, tmp_path, where):
    """Wherever a writer ends, index and ledger agree, and the same requests once more do what was wanted."""
    process = multiprocessing.get_context("fork").Process(target=_dies, args=(folder, where))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    if where % 2:
        (tmp_path / "wheat.txt").write_text("Wheat\n\nWheat rose.\n")
        assert run("index", tmp_path / "wheat.txt", "--index", folder, "--workers", "1").exit_code == 0
        archive.remove(archive.search("wheat")[0].article.id)
    assert sound(folder) == ()
    _changes(Writer(held(folder)))
    assert [(article.id, len(article.copies)) for article in archive.scan()] == [("b", 2), ("gas", 0)]
    assert archive.get("gas").text == "Another text."
    assert sound(folder) == ()


def test_writers_wait_while_another_process_has_the_archive_only_once(folder, archive):
    """After one has waited in vain, others are refused at once, until one gets through."""
    writer = Writer(held(folder, lock_wait=1))
    with write_lock(folder, 0):
        with pytest.raises(ArchiveLocked):
            writer.add([GAS])
        writer._turn.acquire()
        with pytest.raises(ArchiveLocked, match="Try again"):
            writer.add([GAS])
        writer._turn.release()
    assert writer.add([GAS]).count("added") == 1
    assert writer._locked_until == 0


def test_a_failing_disk_is_said(archive, folder, monkeypatch):
    """An error of the system is one of the archive, with what to do."""

    def full(ledger):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(session, "Written", full)
    with pytest.raises(searchapp.errors.ArchiveError, match="room on the disk"):
        archive.add(GAS)


def test_tokens_are_kept_by_hash(archive, folder):
    """A token is told once, found by its hash, limited to its scopes, and gone when it is revoked."""
    out = run("token", "add", "crawler", "--scope", "write", "--index", folder)
    text = out.stdout.split()[0]
    assert text not in (folder / "tokens.db").read_bytes().decode("latin-1")
    assert (folder / "tokens.db").stat().st_mode & 0o077 == 0
    tokens = Tokens(folder)
    assert tokens.allowed(text, "write").name == "crawler"
    with pytest.raises(UsageError, match="not read"):
        tokens.allowed(text, "read")
    with pytest.raises(UsageError, match="A token is needed"):
        tokens.allowed(text + "x", "write")
    [listed] = json.loads(run("token", "list", "--json", "--index", folder).stdout)
    assert (listed["name"], listed["scopes"]) == ("crawler", ["write"])
    assert run("token", "revoke", listed["id"], "--index", folder).exit_code == 0
    assert run("token", "revoke", listed["id"], "--index", folder).exit_code == 1
    assert tokens.all() == ()
    assert run("token", "add", "x", "--scope", "all", "--index", folder).exit_code == 2
    assert run("token", "list", "--index", folder / "none").exit_code == 1


def test_articles_are_removed_from_the_command_line(archive, folder):
    """`searchapp remove` removes by id, and says which it has not."""
    archive.add(GAS)
    assert run("remove", "gas", "--index", folder).exit_code == 0
    assert len(archive) == 0
    assert "no article 'gas'" in run("remove", "gas", "--index", folder).stderr
