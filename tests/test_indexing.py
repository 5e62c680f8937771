"""`searchapp index`: what is added, changed, left alone, removed and skipped; by the command, as a user runs it."""

import gzip
import json
import os
import shutil

import pytest
from click.testing import CliRunner

from searchapp.cli import main


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives its exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEARCHAPP_PRINCIPAL", raising=False)

    def run(*arguments, status=0):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        assert result.exit_code == status, result.output + result.stderr
        return result

    return run


@pytest.fixture
def news(tmp_path):
    """A folder with a page, a text and a JSON Lines file."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "page.html").write_text(page("Oil talks in Vienna", "Ministers met in Vienna to talk about oil."))
    (folder / "note.txt").write_text(
        "A quiet day on the river\n\nNothing happened, said the mayor of the small town.\n"
    )
    write_lines(folder, [{"id": "one", "title": "First", "text": "Wheat."}, {"id": "two", "title": "Second"}])
    return folder


def page(title, text):
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def write_lines(folder, objects):
    (folder / "wire.jsonl").write_text("".join(json.dumps(item) + "\n" for item in objects))


def report(cli, *arguments, status=0):
    return json.loads(cli("index", *arguments, "--json", status=status).stdout)


def counts(found):
    return {name: found[name] for name in ("added", "changed", "unchanged", "removed", "gone") if found[name]}


def hits(cli, *query):
    answer = json.loads(cli("search", *query, "--json", "--limit", 100).stdout)
    assert len(answer["hits"]) == answer["total"]
    return sorted(hit["id"] for hit in answer["hits"])


def test_unchanged_files_are_left_alone(cli, news):
    """A second run over the same files reads none of them again; --again reads them all."""
    assert counts(report(cli, news)) == {"added": 4}
    assert counts(report(cli, news)) == {"unchanged": 4}
    assert counts(report(cli, news, "--again")) == {"changed": 4}
    assert len(hits(cli)) == 4


def test_a_changed_file_is_replaced(cli, news):
    """A changed page keeps its id and has its new text only."""
    report(cli, news)
    before = hits(cli, "vienna")
    (news / "page.html").write_text(page("Oil talks in Geneva", "Ministers met in Geneva to talk about oil."))
    assert counts(report(cli, news)) == {"changed": 1, "unchanged": 3}
    assert (hits(cli, "vienna"), hits(cli, "geneva")) == ([], before)


def test_a_changed_line_is_replaced(cli, news):
    """Of a changed JSON Lines file, changed lines are replaced, new ones added, lost ones removed."""
    report(cli, news)
    write_lines(
        news, [{"id": "two", "title": "Second"}, {"id": "one", "title": "Changed"}, {"id": "three", "title": "Third"}]
    )
    assert counts(report(cli, news)) == {"added": 1, "changed": 1, "unchanged": 3}
    write_lines(news, [{"id": "three", "title": "Third"}])
    assert counts(report(cli, news)) == {"unchanged": 3, "removed": 2}
    assert [name for name in hits(cli) if len(name) < 9] == ["three"]


def test_a_line_changed_without_an_id_is_replaced(cli, news):
    """A line without id or address is known by its content; when that changes, the old article goes."""
    write_lines(news, [{"title": "Misspellt"}])
    report(cli, news)
    write_lines(news, [{"title": "Misspelt"}])
    assert counts(report(cli, news)) == {"added": 1, "unchanged": 2, "removed": 1}


def test_gone_files_are_reported_and_pruned(cli, news):
    """A file that went away stays in the archive, is reported by index and status, and goes with --prune."""
    report(cli, news)
    (news / "note.txt").unlink()
    assert counts(report(cli, news)) == {"unchanged": 3, "gone": 1}
    assert len(hits(cli)) == 4
    assert str(news / "note.txt") in cli("status").stdout
    assert counts(report(cli, news, "--prune")) == {"unchanged": 3, "removed": 1}
    assert len(hits(cli)) == 3
    assert json.loads(cli("status", "--json").stdout)["gone"] == []


def test_prune_touches_only_what_was_named(cli, news, tmp_path):
    """Files that are gone from another folder than the one given stay."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Another story\n\nOf another folder, told at some length.\n")
    report(cli, news, other)
    shutil.rmtree(other)
    assert counts(report(cli, news, "--prune")) == {"unchanged": 4}


def test_ids_do_not_depend_on_where_the_folder_is(cli, news, tmp_path):
    """The same folder elsewhere gives the same ids, and a moved folder's articles are not doubled."""
    report(cli, news)
    before = hits(cli)
    moved = tmp_path / "moved"
    news.rename(moved)
    assert counts(report(cli, moved)) == {"changed": 4}
    assert hits(cli) == before
    report(cli, moved, "--index", tmp_path / "elsewhere")
    found = json.loads(cli("search", "--json", "--index", tmp_path / "elsewhere").stdout)
    assert sorted(hit["id"] for hit in found["hits"]) == before


def test_two_folders_with_the_same_file_names(cli, news, tmp_path):
    """Files of the same name below different folders are two articles, and stay two."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.txt").write_text("A loud night in the harbour\n\nEverything happened at once, the mayor said.\n")
    assert counts(report(cli, news, other)) == {"added": 5}
    assert counts(report(cli, news, other)) == {"unchanged": 5}
    assert len(hits(cli, "mayor")) == 2


def test_bad_files_never_stop_a_run(cli, news, tmp_path):
    """What cannot be read is skipped, counted by reason, told with its file, and the exit status is 3."""
    (news / "empty.txt").write_bytes(b"")
    (news / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (news / "bad.json").write_text("{not json")
    (news / "broken.html.gz").write_bytes(gzip.compress(b"<html>" + bytes(1000))[:40])
    (news / "latin.txt").write_bytes("Un été à Orléans\n\nLe maire a parlé de la rivière.".encode("latin-1"))
    with (news / "wire.jsonl").open("a") as lines:
        lines.write('{"id": "three", "title": "Third"}\n{broken\n[1]\n')
    errors = tmp_path / "errors.jsonl"
    found = report(cli, news, "--errors", errors, status=3)
    assert counts(found) == {"added": 6}
    assert sum(found["skipped"].values()) == 7
    told = [json.loads(line) for line in errors.read_text().splitlines()]
    assert len(told) == 7
    assert all(entry["reason"] and entry["message"] and entry["path"].startswith(str(news)) for entry in told)
    assert sum("wire.jsonl" in entry["path"] for entry in told) == 2
    assert hits(cli, "orleans")


def test_a_line_that_broke_keeps_its_article(cli, news):
    """When a line of a file cannot be read any more, nothing of that file is taken for removed."""
    report(cli, news)
    (news / "wire.jsonl").write_text('{"id": "one", "title": "First", "text": "Wheat."}\n{"id": "two", "ti\n')
    assert counts(report(cli, news, status=3)) == {"unchanged": 3}
    assert "two" in hits(cli)


def test_wrong_paths_are_refused_before_anything_is_done(cli, news):
    """A path that is not there is wrong use: exit status 2, a message that names it, and nothing indexed."""
    result = cli("index", news, "nowhere", status=2)
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.output + result.stderr


def test_given_values_are_kept(cli, tmp_path):
    """Values that JSON Lines give are the article's, whatever its text says; the rest is worked out."""
    given = {
        "id": 7,
        "title": "Talks",
        "text": "Sergei Lavrov met Peter Stano in Paris, the ministry said.",
        "date": "2014-01-28",
        "outlet": "Daily",
        "people": ["Jane Roe"],
        "counterparts": [],
        "colour": "red",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(given) + "\n")
    result = cli("inspect", "a.jsonl")
    article = json.loads(result.stdout)
    assert (article["id"], article["people"], article["date"], article["outlet"]) == (
        "7",
        ["Jane Roe"],
        "2014-01-28",
        "Daily",
    )
    assert article["people_source"] == "given"
    assert article["counterparts"] == []
    assert "colour" in result.stderr
    assert "Paris" in article["places"]


def test_principal_is_the_archive_s(cli, news):
    """An archive remembers its principal; another one is refused until everything is read again."""
    report(cli, news, "--principal", "Russia")
    assert json.loads(cli("status", "--json").stdout)["principals"] == ["Russia"]
    assert counts(report(cli, news)) == {"unchanged": 4}
    assert "--again" in cli("index", news, "--principal", "Turkey", status=1).stderr
    assert counts(report(cli, news, "--principal", "Turkey", "--again")) == {"changed": 4}
    assert json.loads(cli("status", "--json").stdout)["principals"] == ["Turkey"]


def test_many_commits_in_one_run(cli, news, monkeypatch):
    """A run that commits after every article gives the same archive."""
    monkeypatch.setenv("SEARCHAPP_COMMIT_ARTICLES", "1")
    assert counts(report(cli, news)) == {"added": 4}
    assert len(hits(cli)) == 4
    assert counts(report(cli, news)) == {"unchanged": 4}


def test_a_file_keeps_its_id_however_it_is_named(cli, news):
    """A file that was read with its folder keeps its id when it is named alone, or by a way with `..` in it."""
    (news / "deep").mkdir()
    (news / "deep" / "inner.txt").write_text("A story from deep down\n\nIt was found by looking closely, they said.\n")
    report(cli, news)
    before = hits(cli)
    (news / "deep" / "inner.txt").write_text("A story from deep down\n\nIt was found by looking twice, they said.\n")
    assert counts(report(cli, news / "deep" / "inner.txt")) == {"changed": 1}
    assert counts(report(cli, news / "deep" / "..")) == {"unchanged": 5}
    assert hits(cli) == before


def test_the_archive_does_not_read_itself(cli, news, tmp_path):
    """The archive's own folder inside the folder that is indexed is left out."""
    assert counts(report(cli, tmp_path)) == {"added": 4}
    assert counts(report(cli, tmp_path)) == {"unchanged": 4}


def test_a_folder_that_is_gone_can_be_pruned(cli, news):
    """With --prune a path may be gone itself, if the archive knows it; its articles go."""
    report(cli, news)
    shutil.rmtree(news)
    assert "news" in cli("index", news, status=2).stderr
    assert counts(report(cli, news, "--prune")) == {"removed": 4}
    assert "nowhere" in cli("index", "nowhere", "--prune", status=2).stderr


def test_names_that_are_no_utf_8(cli, news):
    """A file whose name is no UTF-8 is read like any other, and pruned when it is gone."""
    name = os.fsencode(news) + b"/caf\xe9.txt"
    with open(name, "w") as file:
        file.write("A story with a strange name\n\nIt was read all the same, the mayor said.\n")
    assert counts(report(cli, news)) == {"added": 5}
    assert counts(report(cli, news)) == {"unchanged": 5}
    os.unlink(name)
    assert counts(report(cli, news)) == {"unchanged": 4, "gone": 1}
    assert counts(report(cli, news, "--prune")) == {"unchanged": 4, "removed": 1}


def test_one_id_twice_is_told(cli, news):
    """Of two lines with one id the last counts, and the report names both places."""
    write_lines(news, [{"id": "one", "title": "First"}, {"id": "one", "title": "Second"}])
    result = cli("index", news)
    assert "wire.jsonl#1" in result.stdout and "wire.jsonl#2" in result.stdout
    assert json.loads(cli("search", "second", "--json").stdout)["total"] == 1


def test_a_stop_keeps_what_was_done(cli, news, monkeypatch):
    """Ctrl-C in the middle commits what was read so far; the next run does the rest."""
    from searchapp.indexing.update import Update

    taken = []

    def stopping(update, outcome, take=Update.take):
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(outcome)
        take(update, outcome)

    with monkeypatch.context() as patched:
        patched.setattr(Update, "take", stopping)
        assert "again" in cli("index", news, status=130).stderr
    assert len(hits(cli)) == 2
    assert counts(report(cli, news)) == {"added": 2, "unchanged": 2}
