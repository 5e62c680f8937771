"""The archive for Python scripts and notebooks."""

import json

import pytest

import searchapp
from searchapp.errors import ArchiveMissing, NotFound, ParameterError, UsageError
from tests.export.test_exports import run

LINES = [
    {"id": str(number), "title": f"Oil report {number}", "text": f"Oil <b>{number}</b> fell.", "people": [name]}
    for number, name in enumerate(["Sergei Lavrov", "Maria Sole", "Sergei Lavrov", "Ann Lee", "Ann Lee"], 1)
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    (folder / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    assert run("index", folder / "articles.jsonl", "--index", folder / "index", "--workers", "1").exit_code == 0
    with searchapp.open_archive(str(folder / "index")) as opened:
        yield opened


def test_a_search(archive):
    """Hits in order, how many there are in all, and the counts of facets."""
    found = archive.search("oil", limit=2)
    assert (len(archive), found.total, len(found)) == (5, 5, 2)
    assert found[0].article.title.startswith("Oil report")
    assert [(value.value, value.count) for value in found.facets["people"]] == [
        ("Ann Lee", 2),
        ("Sergei Lavrov", 2),
        ("Maria Sole", 1),
    ]


def test_filters_are_named_as_in_an_address(archive):
    """Any of, none of, without a value, and the dates."""
    assert {hit.article.id for hit in archive.search(people=["Sergei Lavrov", "Maria Sole"])} == {"1", "2", "3"}
    assert archive.count(people_not="Ann Lee") == 3
    assert archive.count(outlet_missing=True) == 5
    assert archive.count(date_from="2014") == 0
    assert [article.id for article in archive.scan("oil", people="Ann Lee")] == ["4", "5"]
    assert archive.facets("oil", size=1)["people"][0].value == "Ann Lee"


def test_more_hits_than_a_page(archive):
    """Any number of hits can be asked for."""
    assert len(archive.search("oil", limit=1000)) == 5


def test_a_notebook_shows_text_as_text(archive):
    """The table of a notebook escapes what articles hold, and lights what matches."""
    shown = archive.search("oil", limit=1)._repr_html_()
    assert "5 articles, the first 1" in shown and "<mark>Oil</mark> &lt;b&gt;" in shown


def test_rows_for_tables(archive):
    """A row has the values of a hit; pandas, if it is there, makes a table of them."""
    found = archive.search("oil", limit=5)
    assert {row["id"]: row["people"] for row in found.rows()} == {line["id"]: line["people"] for line in LINES}
    try:
        import pandas  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match="pip install pandas"):
            found.to_pandas()
    else:
        assert list(found.to_pandas()["id"]) == [hit.article.id for hit in found]


def test_what_goes_wrong_is_said(archive, tmp_path):
    """No archive, no article, no such parameter."""
    with pytest.raises(ArchiveMissing):
        searchapp.open_archive(str(tmp_path / "none"))
    with pytest.raises(NotFound):
        archive.get("none")
    with pytest.raises(ParameterError, match="colour"):
        archive.search("oil", colour="red")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        searchapp.nothing  # noqa: B018
