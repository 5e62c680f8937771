import subprocess
import sys
from pathlib import Path

import searchapp.enrich
from searchapp.articles import Article, from_json, to_json
from searchapp.enrich import enrich

DATA = Path(searchapp.enrich.__file__).parent / "data"


def test_every_worked_out_field_says_so():
    """Provenance is `text` for the language and `rules` for the facets."""
    text = "Foreign Minister Sergei Lavrov met NATO officials in Brussels on Monday, the ministry said in a statement."
    article = enrich(Article("1", title="Russia, NATO talk", text=text))
    assert article.provenance == {
        "language": "text",
        "people": "rules",
        "places": "rules",
        "countries": "rules",
        "organisations": "rules",
        "counterparts": "rules",
    }
    assert from_json(to_json(article)) == article


def test_an_empty_article_is_no_error():
    """Nothing in, nothing out."""
    article = enrich(Article("1"))
    assert (article.people, article.places, article.countries, article.organisations) == ((), (), (), ())


def test_spans_hold_the_words_they_are_about():
    """Every span of every evidence lies within its part and is not empty."""
    title, text = (
        "U.S. and Russia talk",
        "Mr. O’Brien met Sergei Lavrov in New York; the E.U. and U.N.\n\n“Nato’s” Jens Stoltenberg came.",
    )
    article = enrich(Article("1", title=title, text=text))
    parts = {"title": title, "text": text}
    for item in article.evidence:
        for span in item.spans:
            assert 0 <= span.start < span.end <= len(parts[span.part])
            assert parts[span.part][span.start : span.end].strip()


def test_importing_reads_no_table():
    """Tables are read on first use, not at import."""
    code = (
        "import searchapp.enrich, searchapp.enrich.tables as t;"
        "assert t._trie.cache_info().currsize == t.words.cache_info().currsize == 0"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_tables_are_small():
    """They take less than 8 MB in the wheel, the lists of first names less than 1 MB."""
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 8_000_000
    assert sum((DATA / name).stat().st_size for name in ("first_names.txt", "rare_first_names.txt")) < 1_000_000
