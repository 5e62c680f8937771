"""Exports: what is written, that nothing is lost on the way back, and that nothing in a cell is calculated."""

import csv
import datetime
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from searchapp.articles import Article
from searchapp.cli import main
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.errors import ParameterError
from searchapp.export import table
from searchapp.export.fields import FIELDS, chosen
from searchapp.export.formats import EXPORTS, export
from searchapp.settings import Settings
from searchapp.web.app import create_app

ARTICLES = [
    Article(
        id="a1",
        title="=HYPERLINK(1)",
        text="Oil fell.\nGas rose.",
        date=datetime.date(2014, 1, 28),
        outlet="Harbour Courier",
        url="https://news.example/1?a=b&c=d",
        language="en",
        people=("Sergei Lavrov", "José Barroso"),
        authors=("-Nora",),
    ),
    Article(id="я/2", title="Нефть, \"газ\"; 'уголь'", text="Цена нефти.", language="ru"),
    Article(id="a3", title="Wheat", text="Oil and wheat.", date=datetime.date(1999, 12, 31), countries=("RU",)),
]


def filled():
    engine = Engine(MemoryBackend())
    with engine.batch() as batch:
        for article in ARTICLES:
            batch.add(article)
    return engine


@pytest.fixture
def client():
    return create_app(filled(), Settings()).test_client()


def test_json_lines_has_every_field(client):
    """An export without a query is every article with all that `index` reads."""
    lines = [json.loads(line) for line in client.get("/api/v1/export").text.splitlines()]
    assert sorted(line["id"] for line in lines) == ["a1", "a3", "я/2"]
    assert all(list(line) == list(FIELDS) for line in lines)
    assert lines[0]["people"] == ["Sergei Lavrov", "José Barroso"] and lines[0]["date"] == "2014-01-28"


def test_an_export_is_of_a_search(client):
    """The parameters of a search choose what is exported, the fields what of it."""
    text = client.get("/api/v1/export?q=oil&date.to=2000&fields=title,id").text
    assert text == '{"title": "Wheat", "id": "a3"}\n'


def test_csv_is_read_back(client):
    """A spreadsheet gets a header, several values in a cell, and no cell that it would calculate."""
    answer = client.get("/api/v1/export?format=csv&fields=id,title,people,authors,text")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="articles.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert rows[0] == {
        "id": "a1",
        "title": "'=HYPERLINK(1)",
        "people": "Sergei Lavrov; José Barroso",
        "authors": "'-Nora",
        "text": "Oil fell.\nGas rose.",
    }


@given(st.text())
def test_no_cell_is_a_formula(text):
    """Whatever a value holds, its cell begins with nothing that a spreadsheet calculates."""
    cell = table.cell(Article(id="1", title=text), "title")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and "\0" not in cell


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_has_every_article(client, name):
    """Each format names each of the articles, and an empty result is well formed."""
    text = client.get(f"/api/v1/export?format={name}").text
    signs = {"bibtex": "@article{", "ris": "TY  - ", "csl-json": '"type": ', "csv": "\r\n"}
    assert text.count(signs.get(name, "\n")) - (name == "csv") == 3
    assert client.get(f"/api/v1/export?format={name}&q=nothing_like_it").status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("format=xls", "format"),
        ("fields=title,colour", "fields"),
        ("colour=red", "colour"),
        ("date.from=x", "date.from"),
    ],
)
def test_what_is_refused(client, address, parameter):
    """A format, field, parameter or value that there is not is refused by name."""
    answer = client.get(f"/api/v1/export?{address}")
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)


def test_an_error_of_the_archive_is_no_empty_file(client, monkeypatch):
    """What cannot be read is an error, not a file that ends early."""
    monkeypatch.setattr(MemoryBackend, "reader", lambda self: (_ for _ in ()).throw(ParameterError("q", "no")))
    assert client.get("/api/v1/export").status_code == 400


def test_an_export_gives_the_same_archive(tmp_path):
    """JSON Lines of an archive, indexed again, give the same articles."""
    lines = tmp_path / "articles.jsonl"
    lines.write_text("".join(json.dumps(line) + "\n" for line in _given()))
    first, second = tmp_path / "one", tmp_path / "two"
    out = tmp_path / "export.jsonl"
    assert run("index", lines, "--index", first, "--workers", "1").exit_code == 0
    assert run("export", "--index", first, "-o", out).exit_code == 0
    assert run("index", out, "--index", second, "--workers", "1").exit_code == 0
    assert run("export", "--index", second).stdout == out.read_text()
    assert len(out.read_text().splitlines()) == 3


def _given():
    yield {"id": "1", "title": "Lavrov in Brussels", "text": "Sergei Lavrov met EU ministers.", "outlet": "Daily"}
    yield {"id": "2", "title": "Undated", "text": "On 3 May 2014 nothing happened in Paris.", "people": []}
    yield {"url": "https://news.example/3", "title": "Нефть", "text": "Цена нефти в России.", "date": "2001-10-03"}


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_a_failed_export_leaves_the_old_file(tmp_path):
    """A file that was there stays as it was when the export is refused."""
    out = tmp_path / "old.csv"
    out.write_text("old")
    lines = tmp_path / "articles.jsonl"
    lines.write_text(json.dumps({"id": "1", "title": "a"}) + "\n")
    run("index", lines, "--index", tmp_path / "i", "--workers", "1")
    refused = run("export", "--index", tmp_path / "i", "--format", "xls", "-o", out)
    assert refused.exit_code == 2 and "format cannot be 'xls'" in refused.stderr
    assert out.read_text() == "old" and sorted(path.name for path in tmp_path.iterdir()) == [
        "articles.jsonl",
        "i",
        "old.csv",
    ]


def test_fields_are_those_of_articles():
    """Every field that can be chosen is one of an article's."""
    assert all(hasattr(ARTICLES[0], name) for name in chosen(",".join(FIELDS)))
    with pytest.raises(ParameterError, match="There is no field 'colour'"):
        chosen("colour")
    with pytest.raises(ParameterError, match="format cannot be 'xls'"):
        export("xls")


def test_near_copies_are_exported_each():
    """An export holds every article, near-copies too, unless they are wanted as one."""
    engine = Engine(MemoryBackend())
    with engine.batch() as batch:
        for number in (1, 2):
            batch.add(Article(id=str(number), title="Oil", text="Oil fell.", group="1"))
    client = create_app(engine, Settings()).test_client()
    assert len(client.get("/api/v1/export?format=ndjson-ids").text.splitlines()) == 2
    assert len(client.get("/api/v1/export?format=ndjson-ids&copies=grouped").text.splitlines()) == 1
