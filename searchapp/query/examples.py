"""Examples of the query language: the one table that the command line's help, the start page and the docs show.

Tests run every example on every engine and compare what it finds with `ids`, in the archive of the conformance cases.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from searchapp.query.lexing import NAMED

#: Columns of a terminal that the table is made for.
WIDTH = 80
_QUERY_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what it means; `ids` are the articles it finds, `slip` says that it is answered with a warning.

    In `means`, `%(fields)s` stands for the names of the fields. A `tip` is shown on the start page too.
    """

    section: str
    text: str
    means: str
    ids: str = ""
    tip: bool = False
    slip: bool = False

    @property
    def meaning(self) -> str:
        """What it means, with the fields named."""
        return self.means.replace("%(fields)s", ", ".join(NAMED))


def _section(name: str, *rows: tuple[str, str, str], slip: bool = False) -> tuple[Example, ...]:
    return tuple(Example(name, text, means, ids, slip=slip) for text, means, ids in rows)


def _tips(name: str, *rows: tuple[str, str, str]) -> tuple[Example, ...]:
    return tuple(Example(name, text, means, ids, tip=True) for text, means, ids in rows)


EXAMPLES = (
    *_tips("Words", ("oil price", "both words, in any inflection", "a2")),
    *_section(
        "Words",
        ("company", "also companies: inflections do not matter", "a1 a3"),
        ("MULLER", "also Müller: neither case nor accents matter", "a7"),
        ("EU-Russia", "words joined by a hyphen, side by side", "b7"),
        ("UN", "also U.N.: an acronym, with its stops or without", "b7"),
        ("obrien", "also O'Brien's: apostrophes and possessives do not matter", "b7"),
        ("1,655.8", "a number, as it is written", "b7"),
        ("東京都", "Chinese and Japanese need no spaces", "a8"),
    ),
    *_tips(
        "Phrases",
        ('"oil market"', "the words side by side", "a2"),
        ('"trade deficit"~5', "the words near each other", "a2 a3"),
    ),
    *_section("Phrases", ('"rates interest"~2', "near, in any order: neighbours that change places cost two", "a3 a9")),
    *_tips(
        "Operators",
        ("oil OR crude", "either word", "a1 a2 a7 a9"),
        ("oil -brussels", "one word without the other; NOT does the same", "a2 a9"),
        ("(wheat OR tokyo) oil", "parentheses keep words together", "a2 a7"),
    ),
    *_section(
        "Operators",
        ("oil NOT brussels", "the same as oil -brussels", "a2 a9"),
        ("oil AND brussels", "both; the same as nothing between them", "a1 a7"),
        ("wheat OR oil tokyo", "AND binds more tightly than OR", "a2 a7"),
        ("+oil +brussels", "the plus says nothing new: all words must match", "a1 a7"),
        ("oil -(wheat OR tokyo)", "without either of them", "a1 a9"),
    ),
    *_tips(
        "Beginnings and spellings",
        ("petro*", "words that begin so", "a5 b3"),
        ("Lavrow~", "words spelt almost so", "a1 a3"),
    ),
    *_section("Beginnings and spellings", ("lavv~2", "words at most two letters away", "a1 a3")),
    *_tips(
        "Fields",
        ("title:oil", "in the title only; text: looks in the text only", "a2"),
        ("people:lavrov", "in one field: %(fields)s", "a1 a3"),
    ),
    *_section(
        "Fields",
        ("text:oil", "in the text only", "a1 a7 a9"),
        ('outlet:"harbour courier"', "in the name of the outlet", "a1 a3 a9"),
        ('counterparts:"European Union"', "whom the article says a party deals with", "a1 a3 a5"),
        ("places:brussels", "places it is about", "a1 a6 a7"),
        ("organisations:commission", "organisations it is about", "a9"),
        ("countries:ru", "countries it is about, by their code of two letters", "a1 a3 a4"),
        ("language:fr", "its language, by its code of two letters", "a5"),
        ("authors:meunier", "who wrote it", "a5"),
        ("title:(oil OR interest)", "a field for everything in the parentheses", "a2 a9"),
        ("people:(lavrov -stano)", "operators work in them too", "a3"),
        ("people:ras*", "a beginning in a field", "a3"),
        ("people:lavrof~", "a spelling in a field", "a1 a3"),
        ("people:*", "anything in a field; -people:* finds the articles without", "a1 a2 a3 a4 a9 b2 b7"),
    ),
    *_tips("Dates", ("date:2014-01..2014-03", "between dates; also date:2014 and date:>2015", "a1 a2 a3")),
    *_section(
        "Dates",
        ("date:2014", "a year", "a1 a2 a3"),
        ("date:2014-02", "a month", "a2 a3"),
        ("date:2020-02-29", "a day", "a8"),
        ("date:2022..", "from then on, the day, month or year itself too", "a9 b2 b5"),
        ("date:..1999", "up to then, the day, month or year itself too", "b3 c1"),
        ("date:>2015", "after it", "a5 a6 a8 a9 b2 b4 b5"),
        ("date:>=2016-12", "from it on", "a6 a8 a9 b2 b4 b5"),
        ("date:<2014", "before it", "b1 b3 b6 b7 c1"),
        ("date:<=2014-01", "up to it", "a1 b1 b3 b6 b7 c1"),
        ("date:(2012 OR 2013)", "either of them", "b6 b7"),
        ("oil -date:2014", "not then; articles without a date stay", "a7 a9"),
    ),
    *_section(
        "Order",
        ("wheat^50 OR oil", "the word counts fifty times as much for the order", "a1 a2 a7 a9"),
        ("*", "every article", "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7 b8 c1"),
    ),
    *_section(
        "Slips",
        ('"interest rates', "a quote that is not closed runs to the end", "a3 a9"),
        ("(oil tokyo", "so does a bracket", "a2"),
        ("oil) tokyo", "a bracket that closes nothing is left out", "a2"),
        ("tokyo OR", "so is an operator with nothing beside it", "a2"),
        ("*tokyo", "a star stands at the end of a word; others are left out", "a2"),
        ("7*", "a star needs two letters before it; it is left out", ""),
        ("colour:tokyo", "a field that there is not is read as a word", "a2"),
        ("date:soon tokyo", "what is no date is left out", "a2"),
        ("^2 tokyo", "so is a weight without a word", "a2"),
        slip=True,
    ),
)
#: Those that the start page shows.
TIPS = tuple(example for example in EXAMPLES if example.tip)


def sections() -> dict[str, list[Example]]:
    """The examples by section, in order."""
    grouped: dict[str, list[Example]] = {}
    for example in EXAMPLES:
        grouped.setdefault(example.section, []).append(example)
    return grouped


def as_text() -> str:
    """The table for a terminal of `WIDTH` columns."""
    lines = ["Words of a query must all match; case, accents and inflections do not matter."]
    for name, examples in sections().items():
        lines += ["", name, *(line for example in examples for line in _lines(example))]
    return "\n".join(lines)


def _lines(example: Example) -> list[str]:
    first, *rest = textwrap.wrap(example.meaning, WIDTH - _QUERY_WIDTH - 4)
    return [f"  {example.text:<{_QUERY_WIDTH}}  {first}", *(" " * (_QUERY_WIDTH + 4) + line for line in rest)]


def as_markdown() -> str:
    """The table for the docs, a heading for each section."""
    parts = []
    for name, examples in sections().items():
        rows = [f"| `{example.text}` | {example.meaning} |" for example in examples]
        parts.append("\n".join([f"### {name}", "| query | finds |", "|---|---|", *rows]))
    return "\n\n".join(parts)
