"""Copies in an archive, as a user meets them: indexed, searched, changed, removed, rebuilt."""

import itertools
import json
import sqlite3

import pytest
from click.testing import CliRunner

from benchmarks.copies import STYLES, Maker, quality
from searchapp.cli import main
from searchapp.copies.keeping import Copies
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.conftest import ROOT
from tests.copies.test_sketch import WORDS, story

TEXT = story(160, 7).text
#: A second story, cut by one outlet, and given another beginning by a third.
WIRE = story(240, 8).text
CUT = " ".join(WIRE.split()[:150])
OPENED = " ".join(["OSLO", "-", "It", "was", "told", "today", "that", *WIRE.split()[6:]])


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives what it prints, as JSON where that is asked for."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, status=0):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        assert result.exit_code == status, result.output + result.stderr
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


def put(folder, name, **given):
    """A file with one article of these values."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"id": name, "title": f"Title of {name}", **given}))


@pytest.fixture
def news(tmp_path):
    """Three places of one text, one of them undated; three of a story that two outlets edited; one story alone."""
    folder = tmp_path / "news"
    put(folder, "a", text=TEXT, date="2014-01-29", outlet="Daily", url="https://daily.example/1")
    put(folder, "b", text=TEXT.upper(), date="2014-01-28", outlet="Wire", url="https://wire.example/1")
    put(folder, "c", text=f"  {TEXT}\n", outlet="Weekly")
    put(folder, "n1", text=WIRE, date="2014-02-01", outlet="Wire")
    put(folder, "n2", text=CUT, date="2014-02-02", outlet="Daily")
    put(folder, "n3", text=OPENED, date="2014-02-02", outlet="Evening")
    put(folder, "alone", text=story(240, 9).text, date="2014-02-03", outlet="Daily")
    return folder


def state(run, *more):
    """Every article: its id, the ids of its copies, its group; and that the archive is sound."""
    assert run("check", "--json", *more)["sound"]
    found = run("search", "--json", "--limit", 1000, "-f", "copies=all", *more)
    assert len(found["hits"]) == found["total"] == found["articles"]
    engine = archive(run, *more).engine
    articles = [engine.get(hit["id"]) for hit in found["hits"]]
    return {article.id: (tuple(copy.id for copy in article.copies), article.group) for article in articles}


def archive(run, *more):
    from searchapp.archive import open_archive

    return open_archive(Settings(index=str(more[more.index("--index") + 1]) if "--index" in more else "index"))


WHOLE = {
    "b": (("a", "c"), ""),
    "n1": ((), "n1"),
    "n2": ((), "n1"),
    "n3": ((), "n1"),
    "alone": ((), ""),
}


def test_one_article_with_all_its_places(run, news):
    """One text in three files is one article, the one published first; near-copies have one group."""
    report = run("index", news, "--json")
    assert (report["added"], report["copies"]) == (7, 2)
    assert state(run) == WHOLE
    article = archive(run).engine.get("b")
    assert (article.outlet, str(article.date), article.url) == ("Wire", "2014-01-28", "https://wire.example/1")
    first = article.copies[0]
    assert (first.id, first.outlet, str(first.date), first.url) == (
        "a",
        "Daily",
        "2014-01-29",
        "https://daily.example/1",
    )
    assert first.source.endswith("a.json") and first.title == "Title of a"


def test_the_ids_of_copies_still_lead_to_it(run, news):
    """The id that a copy would have had opens the article; the outlets of copies find it, and are counted."""
    run("index", news)
    engine = archive(run).engine
    assert engine.get("a").id == engine.get("c").id == "b"
    found = run("search", "--json", "-f", "outlet=Weekly")
    assert [hit["id"] for hit in found["hits"]] == ["b"]
    counts = {value["value"]: value["count"] for value in run("search", "--json")["facets"]["outlet"]["values"]}
    assert counts == {"Daily": 3, "Evening": 1, "Weekly": 1, "Wire": 2}


def test_neither_order_nor_runs_matter(run, news):
    """The files in any order, one run each, give the archive that one run over all gives, and stay as they are."""
    files = sorted(news.iterdir())
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 5040, 1009)):
        for file in order:
            run("index", file, "--index", number)
        assert state(run, "--index", number) == WHOLE
    assert run("index", news, "--json", "--index", 0)["unchanged"] == 7
    assert run("index", news, "--json", "--index", 0, "--again")["copies"] == 0
    assert state(run, "--index", 0) == WHOLE


def test_a_place_that_goes_leaves_the_others(run, news):
    """When the file of the article goes, another place stands for the text; the last one takes the article with it."""
    run("index", news)
    for gone, left in (("b", {"a": (("c",), "")}), ("a", {"c": ((), "")}), ("c", {})):
        (news / f"{gone}.json").unlink()
        assert run("index", news, "--prune", "--json")["removed"] == 1
        assert {key: value for key, value in state(run).items() if key in "abc"} == left
    assert archive(run).engine.status().articles == 4


def test_a_near_copy_that_goes_leaves_the_group(run, news):
    """The group goes on under the lowest id that is left; one article alone is no group."""
    run("index", news)
    (news / "n1.json").unlink()
    run("index", news, "--prune")
    assert {key: value[1] for key, value in state(run).items() if key[0] == "n"} == {"n2": "n2", "n3": "n2"}
    (news / "n3.json").unlink()
    run("index", news, "--prune")
    assert state(run)["n2"] == ((), "")


def test_what_joined_two_stories_goes(run, tmp_path):
    """Two texts that are near-copies of a third only are one group with it, and two articles without it."""
    folder = tmp_path / "news"
    long = story(480, 3).text.split()
    put(folder, "first", text=" ".join(long[:250]))
    put(folder, "second", text=" ".join(long[230:]))
    run("index", folder)
    assert {group for _, group in state(run).values()} == {""}
    put(folder, "third", text=" ".join(long))
    run("index", folder)
    assert {group for _, group in state(run).values()} == {"first"}
    (folder / "third.json").unlink()
    run("index", folder, "--prune")
    assert {group for _, group in state(run).values()} == {""}


def test_a_text_that_changes(run, news):
    """A file that is given another text leaves its copies, and comes back with the old one."""
    run("index", news)
    put(news, "b", text=story(200, 11).text, date="2014-01-28")
    run("index", news)
    assert {key: value for key, value in state(run).items() if key in "abc"} == {"a": (("c",), ""), "b": ((), "")}
    put(news, "b", text=TEXT, date="2014-01-28", outlet="Wire")
    put(news, "n2", text=story(200, 12).text)
    run("index", news)
    assert state(run) == WHOLE | {"n2": ((), ""), "n3": ((), "n1")}


@pytest.mark.parametrize("command", ["rebuild", "rebuild --enrich", "rebuild --engine whoosh", "copy --to other"])
def test_rebuild_and_copy_keep_them(run, news, command):
    """An archive made anew has the same copies and groups, knows where each came from, and goes on from there."""
    run("index", news)
    run(*command.split())
    where = ("--index", "other") if "copy" in command else ()
    assert state(run, *where) == WHOLE
    (news / "b.json").unlink()
    (news / "n1.json").unlink()
    run("index", news, "--prune", *where)
    left = {"a": (("c",), ""), "n2": ((), "n2"), "n3": ((), "n2"), "alone": ((), "")}
    assert state(run, *where) == left
    assert archive(run, *where).engine.get("a").outlet == "Daily"


def test_a_rebuild_finds_what_was_not_looked_for(run, news, monkeypatch):
    """With copy_share 0 there are no groups; a rebuild with another share makes them."""
    monkeypatch.setenv("SEARCHAPP_COPY_SHARE", "0")
    run("index", news)
    assert {group for _, group in state(run).values()} == {""}
    monkeypatch.delenv("SEARCHAPP_COPY_SHARE")
    run("rebuild")
    assert state(run) == WHOLE


@pytest.mark.parametrize("lost", range(1, 8))
def test_a_stop_between_index_and_ledger(run, news, monkeypatch, lost):
    """When the ledger loses what the index has committed, the next run gives the archive of an undisturbed one."""
    monkeypatch.setenv("SEARCHAPP_COMMIT_ARTICLES", "1")
    seen = []

    def stopping(copies, committed=Copies.committed):
        committed(copies)
        seen.append(None)
        if len(seen) == lost:
            raise sqlite3.OperationalError("the power went")

    from searchapp.ledger import Ledger

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "commit", lambda ledger, commit=Ledger.commit: len(seen) != lost - 1 and commit(ledger))
        patched.setattr(Copies, "committed", stopping)
        CliRunner().invoke(main, ["index", str(news)])
    run("index", news)
    assert state(run) == WHOLE


def test_search_says_where_else(run, news):
    """A search shows the first of near-copies with the outlets of the others, in JSON, as text and on the page."""
    run("index", news)
    dates = ("-f", "date.from=2014-02-01", "-f", "date.to=2014-02-02", "-f", "sort=date")
    found = run("search", "--json", *dates)
    assert (found["total"], found["articles"], found["hits"][0]["id"]) == (1, 3, "n1")
    also = found["hits"][0]["also"]
    assert (also["total"], also["outlets"]) == (2, ["Daily", "Evening"])
    assert [(copy["id"], copy["exact"]) for copy in also["copies"]] == [("n2", False), ("n3", False)]
    assert run("search", "--json", "-f", "copies=all", *dates)["total"] == 3
    assert "Also in Daily, Evening (2 copies)" in run("search", *dates)
    client = create_app(archive(run).engine, Settings()).test_client()
    page = client.get("/search?sort=date&date.from=2014-02&date.to=2014-02-02").text
    assert "Also in 2 outlets" in page and "Show all 2 copies, too" in page and "copies=all" in page
    page = client.get("/article/n1").text
    assert "The same story elsewhere" in page and "Evening" in page and "nearly the same text" in page
    page = client.get("/article/a").text
    assert "https://daily.example/1" in page and "the same text" in page
    assert client.get("/api/v1/articles/n1").json["near_copies"] == ["n2", "n3"]
    assert client.get("/api/v1/search?copies=some").json["parameter"] == "copies"


def test_the_sample_archive(run):
    """Of the sample archive's articles, the three stories that several outlets took from an agency are grouped, each
    with the three places it stands in, and no others."""
    run("index", ROOT / "seeds")
    groups = {}
    for hit in run("search", "--json", "--limit", 100, "-f", "copies=all")["hits"]:
        article = archive(run).engine.get(hit["id"])
        assert not article.copies
        if article.group:
            groups.setdefault(article.group, set()).add(article.outlet)
    assert sorted(map(sorted, groups.values())) == [
        ["Bosphorus Dispatch", "Harbour Courier", "Meridian Wire"],
        ["Brussels Ledger", "Harbour Courier", "Meridian Wire"],
        ["Meridian Wire", "Tidewater Register", "Varanger Observer"],
    ]


@pytest.mark.parametrize("style", [("wire", 0.98), ("local", 0.93)], ids=lambda style: style[0])
def test_planted_groups_are_found(style):
    """In a made-up archive with planted copies and what only looks like them, nearly all pairs are found, and none
    but them; `local` texts of 60 words that were edited three times share less than nine tenths."""
    articles, planted = Maker(STYLES[style[0]], 11).archive(3000, 150)
    precision, recall, _ = quality(articles, planted)
    assert precision >= 0.98 and recall >= style[1]


def test_many_of_one_form_cost_little():
    """Three hundred texts of one form, with other figures in each, are compared with a few of each other only."""
    texts = [f"{' '.join(WORDS)} closed at {number}.25 after {number + 7}.50 the day before" for number in range(300)]
    from benchmarks.copies import grouped
    from searchapp.articles import Article

    kept = grouped([Article(str(number), title="Close", text=text) for number, text in enumerate(texts)])
    assert len(kept) == 300 and not any(article.group for article in kept.values())
