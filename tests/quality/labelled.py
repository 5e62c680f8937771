"""The labelled sets of this folder: how they are read and scored.

`python tests/quality/labelled.py [SET…]` prints each set's score and what is wrong in it. The sets named `heldout` were
written before any of their results were seen and are not read while rules are written; `dev` sets are. `whole_review`
was written so too, and then read to mend rules; the mistakes of `people_heldout` were printed once before that.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from searchapp.articles import Article
from searchapp.enrich import enrich

SETS = Path(__file__).parent / "sets"
_MARK = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True, slots=True)
class Score:
    """A share in hundredths and a line for each thing that is wrong."""

    share: float
    wrong: tuple[str, ...]


def folded(name):
    """A name without case, accents and kinds of hyphen and apostrophe."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return plain.casefold().replace("’", "'").replace(".", "").strip()


def blocks(name):
    """`(heading, title, text)` of each piece of a set; a heading starts with `## `."""
    for block in (SETS / f"{name}.txt").read_text(encoding="utf-8").split("## ")[1:]:
        heading, title, text = block.strip().split("\n", 2)
        yield heading, title, text


def people(name):
    """Mean over the pieces of the F1 of the people listed; a person counts by any of the forms marked."""
    shares, wrong = [], []
    for heading, title, text in blocks(name):
        marked = [[folded(form) for form in mark.split("|")] for mark in _MARK.findall(f"{title}\n{text}")]
        title, text = (_MARK.sub(lambda mark: mark[1].split("|")[0], part) for part in (title, text))
        found = {folded(person): person for person in enrich(Article("1", title=title, text=text)).people}
        missed = [forms[0] for forms in marked if found.keys().isdisjoint(forms)]
        extra = [found[key] for key in found if not any(key in forms for forms in marked)]
        right = len(marked) - len(missed)
        shares.append(2 * right / (len(marked) + right + len(extra)) if marked or extra else 1.0)
        if missed or extra:
            wrong.append(f"{heading} ({title}): missed {missed}, not a person {extra}")
    return Score(100 * sum(shares) / len(shares), tuple(wrong))


def countries(name):
    """Share of sentences in which exactly the countries named are found, listed or kept as evidence."""
    lines = [line.split("\t") for line in (SETS / f"{name}.tsv").read_text(encoding="utf-8").split("\n")]
    wrong = []
    rows = [row for row in lines if row[0] and not row[0].startswith("#")]
    for code, sentence, expected in rows:
        article = enrich(Article("1", text=sentence, language=code))
        found = {item.value for item in article.evidence if item.field == "countries"}
        if found != set(expected.split()):
            wrong.append(f"{sentence} {sorted(found)}, not {expected.split()}")
    return Score(100 * (1 - len(wrong) / len(rows)), tuple(wrong))


def counterparts(name):
    """Share of cases whose counterparts are exactly those that an editor notes."""
    wrong, count = [], 0
    for heading, title, text in blocks(name):
        principals, expected = (
            tuple(filter(None, (name.strip(" -") for name in half.split(",")))) for half in heading.split("=>")
        )
        found = enrich(Article("1", title=title, text=text), principals).counterparts
        count += 1
        if set(found) != set(expected):
            wrong.append(f"{heading} ({title}): {found}")
    return Score(100 * (1 - len(wrong) / count), tuple(wrong))


def whole(name):
    """Share of articles whose people, listed countries and counterparts are all exactly what an editor notes."""
    wrong, count = [], 0
    for heading, title, text in blocks(name):
        _, counted, codes = heading.split(";")
        principals, expected = (
            tuple(filter(None, (part.strip(" -") for part in half.split(",")))) for half in counted.split("=>")
        )
        marked = [{folded(form) for form in mark.split("|")} for mark in _MARK.findall(f"{title}\n{text}")]
        title, text = (_MARK.sub(lambda mark: mark[1].split("|")[0], part) for part in (title, text))
        article = enrich(Article("1", title=title, text=text), principals)
        found = {folded(person) for person in article.people}
        people_right = all(forms & found for forms in marked) and len(found) == len(marked)
        checks = (
            people_right,
            set(article.countries) == set(codes.split()),
            set(article.counterparts) == set(expected),
        )
        count += 1
        if not all(checks):
            wrong.append(f"{heading} ({title}): {article.people} {article.countries} {article.counterparts}")
    return Score(100 * (1 - len(wrong) / count), tuple(wrong))


MEASURES = {"people": people, "countries": countries, "counterparts": counterparts, "whole": whole}


def score(name):
    """The score of the set `name`, such as `people_dev`."""
    return MEASURES[name.partition("_")[0]](name)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or sorted(path.stem for path in SETS.iterdir()):
        result = score(chosen)
        print(f"{chosen}: {result.share:.1f}")
        print("".join(f"  {line}\n" for line in result.wrong), end="")
