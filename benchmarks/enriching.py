"""CPU time of each stage that makes facets of an article, the start-up of a worker, and the size of the tables.

    python -m benchmarks.enriching [PATH…] [--articles N] [--words N]

PATH is anything that `searchapp index` reads (default: the sample archive). Its texts are joined and cut into articles
of `--words` words (default 400), repeated if there are too few. Times are CPU seconds of one process, so that other
work on the machine matters little; what two workers reach is reckoned from them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from searchapp.articles import Article
from searchapp.enrich import counterparts, furniture, gazetteer, language, names, organisations, people, persons, places
from searchapp.enrich.reading import read
from searchapp.enrich.tokens import tokenise
from searchapp.indexing import inspect_paths
from searchapp.settings import Settings

#: Articles a second, of 400 words, that two workers are to reach.
WANTED = 700
ROOT = Path(__file__).parents[1]


def texts(paths: list[str], words: int) -> Iterator[Article]:
    """The texts of the paths in a row, cut at line ends into articles of about so many words."""
    title, lines, count = "", [], 0
    for found in inspect_paths(paths, Settings(workers=1)):
        if not isinstance(found, Article):
            continue
        title = title or found.title
        for line in found.text.split("\n"):
            lines.append(line)
            count += len(line.split())
            if count >= words:
                yield Article("", title=title, text="\n".join(lines), language=found.language)
                title, lines, count = found.title, [], 0


def repeated(articles: Iterable[Article], wanted: int) -> list[Article]:
    """So many articles, each with an id of its own."""
    given = list(articles)
    return [replace(given[index % len(given)], id=str(index)) for index in range(wanted)] if given else []


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of this process for a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def stages(articles: list[Article]) -> Iterator[tuple[str, float]]:
    """Each stage with its CPU seconds over all articles."""
    yield "language", timed(lambda: [language.language(replace(article, language=None)) for article in articles])
    yield "tokens", timed(lambda: [tokenise(article.title, article.text) for article in articles])
    tokens = [tokenise(article.title, article.text) for article in articles]
    pairs = list(zip(tokens, articles, strict=True))
    yield "tables", timed(lambda: [gazetteer.find(token, article.language) for token, article in pairs])
    yield "furniture", timed(lambda: [furniture.mark(token, article.text) for token, article in pairs])
    rows = [(token, gazetteer.find(token, item.language), furniture.mark(token, item.text)) for token, item in pairs]
    yield "names", timed(lambda: [names.find(*row) for row in rows])
    full = [
        (row[0], names.find(*row), row[1], row[2], (item.title, item.text))
        for row, item in zip(rows, articles, strict=True)
    ]
    yield "persons", timed(lambda: [persons.gather(*row) for row in full])
    for step in (people.people, places.places, organisations.organisations, counterparts.counterparts):
        yield step.__name__, sum(alone(step, article) for article in articles)


def alone(step: Callable[[Article], Article], article: Article) -> float:
    """CPU seconds of a step without the reading that all steps share."""
    read(article.title, article.text, article.language)
    return timed(lambda: step(article))


def whole(articles: list[Article]) -> float:
    """CPU seconds of everything, from a file of JSON Lines to articles with facets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        lines = (json.dumps({"id": item.id, "title": item.title, "text": item.text}) for item in articles)
        path.write_text("\n".join(lines), encoding="utf-8")
        settings = Settings(workers=1, principal=("Russia",), index=str(Path(folder, "index")))
        return timed(lambda: list(inspect_paths([str(path)], settings)))


def start_up() -> float:
    """CPU seconds until a new process has made its first article's facets, imports and tables included."""
    code = (
        "import time; from searchapp.articles import Article; from searchapp.enrich import enrich;"
        "enrich(Article('1', title='Talks', text='Russia and the European Union spoke of trade on Monday.'));"
        "print(time.process_time())"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")])
    parser.add_argument("--articles", type=int, default=300, help="how many (default 300)")
    parser.add_argument("--words", type=int, default=400, help="words of an article (default 400)")
    options = parser.parse_args()
    articles = repeated(texts(options.paths, options.words), options.articles)
    if not articles:
        parser.exit(1, f"no text of {options.words} words in {', '.join(options.paths)}\n")
    whole(articles[:20])  # the tables are read, the caches filled
    for name, seconds in stages(articles):
        print(f"{name:15}{1000 * seconds / len(articles):8.3f} ms an article")
    each = whole(articles) / len(articles)
    print(f"{'read and all':15}{1000 * each:8.3f} ms an article of {options.words} words ({len(articles)} articles)")
    print(f"two workers: {2 / each:.0f} articles a second (wanted: {WANTED})")
    print(f"start-up of a worker: {start_up():.2f} s (wanted: under 1.5)")
    tables = sum(path.stat().st_size for path in Path(str(files("searchapp.enrich").joinpath("data"))).rglob("*.t*"))
    print(f"tables: {tables / 1e6:.1f} MB (wanted: under 8)")


if __name__ == "__main__":
    main()
