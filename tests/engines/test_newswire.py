"""The same queries over newswire, on every engine: the same ids."""

import datetime
import gzip
import json
import re

import pytest

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.query.request import SearchRequest
from tests.conftest import ENGINES, ROOT

QUERIES = [
    "oil",
    "crude OR wheat",
    '"interest rates"',
    "bank -japan",
    "title:dlrs",
    "compan*",
    "opc~",
    '"trade deficit"~3',
    "people:reagan",
]
#: The same kinds of queries over the sample archive's files, with the least that each must find.
SAMPLE = [
    ("terrorism", 10),
    ("gas OR oil", 5),
    ('"European Union"', 5),
    ("security -iran", 10),
    ("title:russia", 3),
    ("agree*", 10),
    ("kremlim~", 5),
    ('"moscow talks"~8', 1),
    ("people:putin", 1),
    ("meeting", 5),
    ("What did the ministers say about intelligence on terrorism?", 10),
]
ARTICLES = 600


def newswire(folder):
    """The first articles of the newswire, with the values that it gives."""
    with gzip.open(folder / "reuters" / "articles.jsonl.gz", "rt") as lines:
        for _, line in zip(range(ARTICLES), lines, strict=False):
            held = json.loads(line)
            day = datetime.datetime.strptime(held["date"].split()[0].strip(), "%d-%b-%Y").date()
            people, places = tuple(held["people"]), tuple(held["places"])
            yield Article(
                id=held["id"],
                title=held["title"],
                text=held["body"],
                date=day,
                language="en",
                people=people,
                places=places,
            )


def sample():
    """Every text file of the sample archive as an article, without reading more into it than its words and names."""
    for path in sorted((ROOT / "seeds").rglob("*")):
        if path.is_file() and not path.name.endswith(".gz"):
            text = re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8", errors="ignore"))
            names = tuple(dict.fromkeys(re.findall(r"(?:Vladimir|Sergei|Dmitry|Sergey) [A-Z][a-z]+", text)))
            name = path.relative_to(ROOT).as_posix()
            yield Article(id=name, title=path.stem.replace("-", " "), text=text, language="en", people=names)


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """Fills every engine, the plain one first, with the same articles."""
    opened = []

    def fill(articles):
        for name, make in sorted(ENGINES.items()):
            engine = Engine(make(tmp_path_factory.mktemp(name)))
            opened.append(engine)
            with engine.batch() as batch:
                for article in articles:
                    batch.add(article)
        return opened[-len(ENGINES) :]

    yield fill
    for engine in opened:
        engine.close()


@pytest.fixture(scope="module")
def over_newswire(corpora, engines):
    """Every engine with the newswire."""
    return engines(list(newswire(corpora)))


@pytest.fixture(scope="module")
def over_sample(engines):
    """Every engine with the sample archive's texts."""
    return engines(list(sample()))


def found(engine, query):
    """The ids that a query finds, the total, the facets, and what its snippets light."""
    answer = engine.search(SearchRequest(query, sort="date", per_page=100, facets=("people", "places")))
    lit = {hit.article.id: (hit.title, hit.snippets) for hit in answer.hits}
    ids = [article.id for article in engine.scan(SearchRequest(query))]
    return sorted(ids), answer.total, answer.facets, answer.histogram, lit


def agree(engines, query):
    """What every engine finds; all must find the same."""
    first, *others = [found(engine, query) for engine in engines]
    assert others == [first] * len(others)
    assert len(first[0]) == first[1]
    return first[1]


@pytest.mark.corpora
@pytest.mark.parametrize("query", QUERIES)
def test_newswire(over_newswire, query):
    """Over 600 newswire articles each query finds something, and the same ids, counts and lit words on every engine."""
    assert agree(over_newswire, query) > 0


@pytest.mark.parametrize(("query", "least"), SAMPLE)
def test_sample(over_sample, query, least):
    """Over the texts of the sample archive each kind of query finds the same ids, counts and lit words everywhere."""
    assert agree(over_sample, query) >= least
