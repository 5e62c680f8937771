"""The command line: what it prints, where, and its exit status."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.settings import TABLE, Settings
from tests.conftest import ROOT


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output + result.stderr
    return result


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The sample archive, indexed."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    run("index", ROOT / "seeds", "--index", folder, "--principal", "Russia")
    return folder


def test_the_sample_archive_is_read_whole(archive):
    """Every file of the sample archive gives its articles, and none is skipped."""
    report = json.loads(run("status", "--json", "--index", archive).stdout)
    assert report["articles"] >= 40
    assert report["skipped"] == {} and report["gone"] == []


def test_search_prints_hits(archive):
    """A search prints how many articles there are, and for each its title, outlet, date and a snippet."""
    printed = run("search", "lavrov", "nato", "--index", archive, "--limit", 2).stdout
    assert printed.splitlines()[0].endswith("articles:")
    assert "1. " in printed and "2. " in printed and "3. " not in printed
    assert "Lavrov" in printed and "People: " in printed
    assert "\x1b" not in printed


def test_search_says_why(archive):
    """`search --explain` takes each hit's score apart along the query, and the parts add up to it."""
    printed = run("search", "lavrov", "nato", "--explain", "--limit", 2, "--index", archive).stdout
    told = printed[printed.rindex("\n\n1. ") :].split("\n\n")
    for hit in filter(str.strip, told):
        first, *parts = hit.strip().splitlines()
        added = sum(float(part.split()[0]) for part in parts)
        assert float(first.rsplit(": ", 1)[1]) == pytest.approx(added, abs=0.01)
        assert any("lavrov" in part for part in parts) and any("nato" in part for part in parts)


def test_search_offers_another_spelling(archive):
    """Where nothing has a word, the nearest that the archive has is offered."""
    assert "Did you mean: kremlin" in run("search", "kremlim", "--index", archive).stdout


def test_a_broken_encoding_is_searched_for(archive):
    """Half a character, as a terminal of another encoding gives it, is no traceback."""
    run("search", "lavrov \udcff", "--filter", "people=\udcff", "--index", archive)


def test_search_json_is_the_api_s_answer(archive):
    """`search --json` prints the shape of the API, as many hits as asked for."""
    answer = json.loads(run("search", "russia", "--json", "--limit", 3, "--index", archive).stdout)
    assert set(answer) >= {
        "query",
        "total",
        "took_ms",
        "warnings",
        "hits",
        "facets",
        "histogram",
        "page",
        "per_page",
        "next",
    }
    assert len(answer["hits"]) == 3 < answer["total"]
    assert set(answer["hits"][0]) >= {"id", "url", "title", "outlet", "date", "score", "people", "snippets"}
    assert set(answer["facets"]) >= {"outlet", "people", "places", "counterparts"}


def test_search_takes_filters(archive):
    """--filter narrows as an address does; a wrong one is wrong use."""
    everything = json.loads(run("search", "--json", "--limit", 1000, "--index", archive).stdout)
    assert len(everything["hits"]) == everything["total"] > 40
    answer = json.loads(run("search", "-f", "counterparts=NATO", "--json", "--limit", 100, "--index", archive).stdout)
    assert 0 < answer["total"] == sum("NATO" in hit["counterparts"] for hit in everything["hits"])
    assert "colour" in run("search", "-f", "colour=red", "--index", archive, status=2).stderr
    assert "NAME=VALUE" in run("search", "-f", "people", "--index", archive, status=2).stderr


def test_a_word_is_left_out_without_quotes(archive):
    """`-word` in a query of several arguments is no option, whatever letter it begins with; options stay options."""
    for words in (["russia", "-nato"], ["-france", "russia"], ["russia", "-outlet:harbour"]):
        typed = ([" ".join(words)], words)
        quoted, bare = (json.loads(run("search", *args, "--json", "--index", archive).stdout) for args in typed)
        assert bare["query"] == quoted["query"] and bare["total"] == quoted["total"] > 0
    options = ("-foutlet=Harbour Courier", "--sort", "-date")
    query = json.loads(run("search", "russia", *options, "--json", "--index", archive).stdout)["query"]
    assert query["sort"] == "-date" and "outlet" in query["filters"]
    assert run("export", "russia", "-oil", "--format", "ndjson-ids", "--index", archive).stdout


def test_limit_beyond_a_page(archive):
    """More hits than a page holds come from several pages, each hit once; 0 prints none."""
    answer = json.loads(run("search", "--json", "--limit", 0, "--index", archive).stdout)
    assert answer["hits"] == [] and answer["total"] > 40


def test_no_archive(tmp_path):
    """Searching where no archive is says how to make one."""
    for command in (("search", "oil"), ("status",), ("serve",)):
        assert "searchapp index" in run(*command, "--index", tmp_path / "none", status=1).stderr


def test_an_archive_of_another_version(archive, tmp_path):
    """An archive with another stamp is refused with the way out; a damaged stamp too."""
    stamp = json.loads((archive / "archive.json").read_text())
    for changed in ({**stamp, "format": 99}, {**stamp, "engine": "other"}, {"engine": 1}):
        (tmp_path / "archive.json").write_text(json.dumps(changed))
        result = run("search", "oil", "--index", tmp_path, status=2 if changed.get("engine") == "other" else 1)
        assert "searchapp" in result.stderr
    (tmp_path / "archive.json").write_text(json.dumps({**stamp, "format": 0}))
    assert f"searchapp rebuild --index {tmp_path}" in run("search", "oil", "--index", tmp_path, status=1).stderr
    (tmp_path / "archive.json").write_text("{")
    assert "damaged" in run("search", "oil", "--index", tmp_path, status=1).stderr


def test_an_index_folder_that_holds_other_things(tmp_path):
    """A folder with other things in it is not made an archive."""
    (tmp_path / "letters.txt").write_text("private")
    assert "letters.txt" in run("index", ROOT / "seeds", "--index", tmp_path, status=2).stderr


def test_inspect_prints_articles(archive, tmp_path):
    """`inspect` prints an article a line with its values, their sources and evidence, and touches no archive."""
    (tmp_path / "a.txt").write_text("Talks in Paris\n\nSergei Lavrov met his colleague in Paris.\n")
    article = json.loads(run("inspect", tmp_path / "a.txt", "--principal", "Russia").stdout)
    names = "id source url title text date date_source outlet outlet_source authors language people places countries "
    assert set(article) >= {*names.split(), "organisations", "counterparts", "evidence"}
    span = article["evidence"]["people"]["Sergei Lavrov"]["spans"][0]
    assert article[span[0]][span[1] : span[2]] == "Sergei Lavrov"
    assert not (tmp_path / "index").exists()


def test_help_names_every_command_and_setting():
    """Every command has a help text, and every setting is an option of the command it is for."""
    listed = run("--help").stdout
    for name in main.commands:
        assert name in listed
        assert main.commands[name].help
    text = "".join(run(name, "--help").stdout for name in main.commands)
    for setting in ("index", "engine", "principal", "workers", "host", "port", "threads", "name"):
        assert f"--{setting}" in text
    assert {setting.name for setting in TABLE} >= {"index", "engine", "principal"}


def test_settings_from_file_environment_and_option(tmp_path, monkeypatch):
    """An option beats the environment, which beats the file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "searchapp.toml").write_text('index = "from-file"\n')
    assert "from-file" in run("status", status=1).stderr
    monkeypatch.setenv("SEARCHAPP_INDEX", "from-environment")
    assert "from-environment" in run("status", status=1).stderr
    assert "from-option" in run("status", "--index", "from-option", status=1).stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [("inde = 1", "inde"), ('port = "x"', "whole number"), ("= 1", "not valid TOML"), ("port = 70000", "65,535")],
)
def test_bad_settings_are_named(tmp_path, monkeypatch, content, message):
    """A settings file with a slip is wrong use, and the message names file and slip."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "searchapp.toml").write_text(content)
    stderr = run("status", status=2).stderr
    assert message in stderr and "searchapp.toml" in stderr


def test_a_closed_pipe_ends_quietly(archive):
    """A reader that has seen enough (head) ends the command without a traceback."""
    command = f"{sys.executable} -m searchapp search --limit 500 --json --index {archive} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, env=os.environ)  # noqa: S602
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_the_settings_of_a_run_are_documented():
    """The table of docs/indexing.md has the defaults that are in force."""
    text = (ROOT / "docs" / "indexing.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE))
    assert {"commit_articles", "commit_seconds", "file_timeout", "worker_memory"} <= set(told)
    assert told == {name: str(getattr(Settings(), name)) for name in told}
