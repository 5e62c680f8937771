"""`searchapp entities`: listing names, and the user's word on them."""

import json

import pytest
from click.testing import CliRunner

from searchapp.cli import main

LINES = (
    {"id": "1", "title": "One", "text": "News.", "people": ["Sergey Lavrov"], "organisations": ["UN"]},
    {"id": "2", "title": "Two", "text": "News.", "people": ["Sergey Lavrov", "Rose Garden"]},
    {"id": "3", "title": "Three", "text": "News.", "people": ["Sergei Lavrov"]},
    {"id": "4", "title": "Four", "text": "News.", "people": ["The Minister"]},
)


@pytest.fixture(autouse=True)
def archive(monkeypatch, tmp_path):
    """Four articles in the archive `index` of the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHAPP_LOCK_WAIT", "0")
    monkeypatch.setattr("searchapp.upkeep.GRACE", 0.0)
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    run("index", "wire.jsonl")
    return tmp_path / "index"


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output + result.stderr
    assert "Traceback" not in result.stderr
    return result


def listed(*arguments):
    found = json.loads(run("entities", "--json", *arguments).stdout)
    return {entity["name"]: (entity["articles"], [a["form"] for a in entity["aliases"]]) for entity in found}


def people():
    answer = json.loads(run("search", "--json").stdout)
    return {value["value"]: value["count"] for value in answer["facets"]["people"]["values"]}


def test_names_are_listed_with_counts_and_other_forms():
    """Every name with the number of its articles and its other forms, as text and as JSON, of any facet with names."""
    assert listed() == {"Sergey Lavrov": (3, ["Sergei Lavrov"]), "Rose Garden": (1, []), "The Minister": (1, [])}
    assert listed("--like", "sergei") == {"Sergey Lavrov": (3, ["Sergei Lavrov"])}
    assert listed("--merged") == {"Sergey Lavrov": (3, ["Sergei Lavrov"])}
    assert listed("--field", "organisations") == {"United Nations": (1, ["UN"])}
    assert "3  Sergey Lavrov   also: Sergei Lavrov (1)" in run("entities").stdout
    assert "1 more" in run("entities", "--limit", "2").stderr


def test_statements_are_put_into_force_at_once_and_taken_back(archive):
    """Each statement is a line of the file and holds at once; undo takes the last one back."""
    run("entities", "merge", "Sergei Lavrov", "The Minister")
    assert people() == {"Sergei Lavrov": 4, "Rose Garden": 1}
    run("entities", "hide", "Rose Garden")
    assert people() == {"Sergei Lavrov": 4}
    run("entities", "rename", "The Minister", "S. V. Lavrov")
    assert people() == {"S. V. Lavrov": 4}
    assert (archive / "entities.txt").read_text().splitlines()[-1] == "people rename The Minister | S. V. Lavrov"
    assert "people rename" in run("entities", "undo").stdout
    run("entities", "undo")
    run("entities", "split", "Sergei Lavrov", "Sergey Lavrov")
    assert people() == {"Sergei Lavrov": 2, "Sergey Lavrov": 2, "Rose Garden": 1}
    run("entities", "undo")
    run("entities", "undo")
    assert people() == {"Sergey Lavrov": 3, "Rose Garden": 1, "The Minister": 1}
    assert "holds no statement" in run("entities", "undo", status=2).stderr


def test_names_that_do_not_exist_are_told_with_those_that_may_be_meant(archive):
    """A name that no article has is an error that says what may be meant; the file is not changed."""
    told = run("entities", "hide", "Sergej Lawrow", status=2).stderr
    assert "no 'Sergej Lawrow' among its people" in told and "Did you mean 'Serge" in told
    assert "no field 'cities'" in run("entities", "--field", "cities", status=2).stderr
    assert "at least 2 names" in run("entities", "merge", "Rose Garden", status=2).stderr
    assert not (archive / "entities.txt").exists()


def test_the_file_may_be_edited_by_hand(archive):
    """Statements written by hand are put into force by `apply` and by the next run; a bad line is named, with why."""
    file = archive / "entities.txt"
    file.write_text("# by hand\n\npeople\thide\tRose Garden\npeople hide Nobody Here\n")
    assert "line 4: no article has the name 'Nobody Here'" in run("entities", "apply").stdout
    assert people() == {"Sergey Lavrov": 3, "The Minister": 1}
    file.write_text("people rename The Minister | Minister\n")
    run("index", "wire.jsonl")
    assert people() == {"Sergey Lavrov": 3, "Rose Garden": 1, "Minister": 1}
    file.write_text("people join A | B\n")
    assert "entities.txt, line 1: 'join' cannot be done with names" in run("entities", "apply", status=2).stderr
    assert people() == {"Sergey Lavrov": 3, "Rose Garden": 1, "Minister": 1}


def test_the_users_word_survives_rebuilds_copies_and_the_sources(archive, tmp_path):
    """Statements hold after a rebuild, on another engine, with facets worked out anew, in a copy, without the files."""
    run("entities", "merge", "The Minister", "Sergei Lavrov")
    (tmp_path / "wire.jsonl").unlink()
    wanted = {"The Minister": 4, "Rose Garden": 1}
    run("rebuild", "--engine", "whoosh")
    assert people() == wanted
    run("rebuild", "--enrich", "--engine", "tantivy")
    assert people() == wanted
    run("copy", "--to", "other")
    answer = json.loads(run("search", "--json", "--index", "other").stdout)
    assert {value["value"]: value["count"] for value in answer["facets"]["people"]["values"]} == wanted
    run("entities", "undo", "--index", "other")
    assert "Sergey Lavrov" in run("entities", "--index", "other").stdout
    assert people() == wanted


def test_an_archive_may_begin_with_statements(tmp_path):
    """A file of statements may be laid into the folder of an archive before there is one."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "entities.txt").write_text("people hide Rose Garden\n")
    run("index", "wire.jsonl", "--index", "new")
    assert "hidden" in run("entities", "--index", "new").stdout
