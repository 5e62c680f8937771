"""Near-copies found in a made-up archive: `python -m benchmarks.copies [--articles N] [--groups N] [--seed N]`.

Makes articles of invented words in two styles (`wire`: 120 to 500 words in Latin letters; `local`: 60 to 300 in
Cyrillic ones, with other edits), plants groups of two to five copies among them, each edited in one to three ways, and
puts in what only looks like copies: market tables and match reports on one form, stories that share background
paragraphs, short notices. Prints precision and recall over pairs, and what it costs in CPU time beside enrichment.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import itertools
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from searchapp.articles import Article
from searchapp.copies.keeping import Copies
from searchapp.enrich import enrich
from searchapp.ledger import open_ledger
from searchapp.sketch import sketch

#: Articles after which a commit is made, as `index` does.
COMMIT = 5000


@dataclass(frozen=True, slots=True)
class Style:
    """What texts are made of: letters, the range of words, of words a paragraph, and the edits that copies get."""

    consonants: str
    vowels: str
    words: tuple[int, int]
    paragraph: tuple[int, int]
    edits: tuple[str, ...]
    typos: float


STYLES = {
    "wire": Style("bdfghklmnprstvz", "aeiou", (120, 500), (25, 60), ("intro", "cut", "line", "typos"), 0.008),
    "local": Style("бвгджзклмнпрст", "аеиоу", (60, 300), (15, 40), ("intro", "cut", "line", "typos"), 0.012),
}


class Maker:
    """Makes an archive; the same seed and style give the same one."""

    def __init__(self, style: Style, seed: int) -> None:
        self._style = style
        self._random = random.Random(seed)
        self._words = [self._word() for _ in range(12_000)]
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._names = [self._word().capitalize() for _ in range(3000)]
        self._topics = [(self._pick(40), [self._paragraph() for _ in range(3)]) for _ in range(300)]
        self._lines = [" ".join(self._pick(self._random.randint(8, 30))) + "." for _ in range(40)]

    def archive(self, articles: int, groups: int) -> tuple[list[Article], dict[str, int]]:
        """So many articles in a random order, and the group of each that was planted."""
        planted: dict[str, int] = {}
        made: list[Article] = []
        for group in range(groups):
            first = self._story(f"g{group}-0")
            copies = [self._copy(first, f"g{group}-{nth}") for nth in range(1, self._random.choice((2, 2, 3, 4, 5)))]
            made += [first, *copies]
            planted |= dict.fromkeys((article.id for article in (first, *copies)), group)
        forms = [self._form(kind) for kind in ("table", "match", "notice") for _ in range(max(1, articles // 400))]
        makers = [self._story, self._story, self._story, self._with_background, self._filled]
        self._forms = forms
        while len(made) < articles:
            made.append(self._random.choice(makers)(f"s{len(made)}"))
        self._random.shuffle(made)
        return made, planted

    def _word(self) -> str:
        syllables = self._random.randint(1, 4)
        letters = self._style
        return "".join(
            self._random.choice(letters.consonants) + self._random.choice(letters.vowels) for _ in range(syllables)
        )

    def _pick(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def _paragraph(self, topic: list[str] | None = None) -> str:
        words = self._pick(self._random.randint(*self._style.paragraph))
        for at in range(len(words)):
            chance = self._random.random()
            if topic and chance < 0.15:
                words[at] = self._random.choice(topic)
            elif chance < 0.2:
                words[at] = self._random.choice(self._names)
            elif chance < 0.22:
                words[at] = str(self._random.randint(2, 9999))
        return " ".join(words).capitalize() + "."

    def _article(self, article_id: str, paragraphs: list[str]) -> Article:
        title = " ".join(self._pick(self._random.randint(4, 9))).capitalize()
        day = datetime.date(2014, 1, 1) + datetime.timedelta(days=self._random.randrange(700))
        return Article(article_id, title=title, text="\n\n".join(paragraphs), date=day, language="en")

    def _story(self, article_id: str) -> Article:
        topic, _ = self._random.choice(self._topics)
        wanted = self._random.randint(*self._style.words)
        paragraphs: list[str] = []
        while sum(len(paragraph.split()) for paragraph in paragraphs) < wanted:
            paragraphs.append(self._paragraph(topic))
        return self._article(article_id, paragraphs)

    def _with_background(self, article_id: str) -> Article:
        """A new story with the background that others of its topic end on."""
        topic, background = self._random.choice(self._topics)
        told = [self._paragraph(topic) for _ in range(self._random.randint(2, 5))]
        return self._article(article_id, told + self._random.sample(background, self._random.randint(1, 3)))

    def _form(self, kind: str) -> tuple[str, list[str]]:
        words = self._pick({"table": 120, "match": 90, "notice": 35}[kind])
        every = {"table": 6, "match": 5, "notice": 7}[kind]
        return kind, [word if at % every else "" for at, word in enumerate(words)]

    def _filled(self, article_id: str) -> Article:
        """A form filled in: figures in tables, names and figures in reports of matches and in notices."""
        kind, words = self._random.choice(self._forms)
        kinds = (str.isdigit, str.isalpha) if kind != "table" else (str.isdigit,)
        told = " ".join(word or self._slot(self._random.choice(kinds)) for word in words)
        return self._article(article_id, [told.capitalize() + "."])

    def _slot(self, wanted: object) -> str:
        if wanted is str.isdigit:
            return f"{self._random.uniform(1, 900):.2f}"
        return self._random.choice(self._names)

    def _copy(self, article: Article, article_id: str) -> Article:
        """The story as another outlet prints it."""
        paragraphs = article.text.split("\n\n")
        for edit in self._random.sample(self._style.edits, self._random.randint(1, min(3, len(self._style.edits)))):
            paragraphs = getattr(self, f"_{edit}")(paragraphs)
        printed = self._article(article_id, paragraphs)
        day = (article.date or datetime.date.min) + datetime.timedelta(days=self._random.randint(0, 2))
        same = self._random.random() < 0.4
        return replace(printed, date=day, title=article.title if same else printed.title)

    def _intro(self, paragraphs: list[str]) -> list[str]:
        """Another dateline, and the first words put otherwise."""
        words = paragraphs[0].split()
        keep = min(len(words), self._random.randint(3, 9))
        opening = [self._random.choice(self._names).upper(), "-", *self._pick(keep)]
        return [" ".join([*opening, *words[keep:]]), *paragraphs[1:]]

    def _cut(self, paragraphs: list[str]) -> list[str]:
        """Without a paragraph, or without its end; a third goes at the most."""
        if len(paragraphs) < 3:
            return paragraphs
        if self._random.random() < 0.5:
            gone = self._random.randrange(1, len(paragraphs))
            return paragraphs[:gone] + paragraphs[gone + 1 :]
        return paragraphs[: len(paragraphs) - max(1, len(paragraphs) // 4)]

    def _line(self, paragraphs: list[str]) -> list[str]:
        """With a line about the outlet below, or above."""
        line = self._random.choice(self._lines)
        return [*paragraphs, line] if self._random.random() < 0.7 else [line, *paragraphs]

    def _typos(self, paragraphs: list[str]) -> list[str]:
        return [" ".join(self._misspelt(word) for word in paragraph.split(" ")) for paragraph in paragraphs]

    def _misspelt(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha() or self._random.random() > self._style.typos:
            return word
        at = self._random.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


class Kept:
    """A batch that keeps what is written in memory, in the place of an index."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}

    def add(self, article: Article) -> None:
        """Add or replace."""
        self.articles[article.id] = article

    def delete(self, article_id: str) -> None:
        """Remove."""
        self.articles.pop(article_id, None)

    def commit(self) -> None:
        """Nothing waits."""

    def get(self, article_id: str) -> Article | None:
        """The article with that id, or the one that took it in."""
        return self.articles.get(article_id) or next(
            (kept for kept in self.articles.values() if any(copy.id == article_id for copy in kept.copies)), None
        )


def grouped(articles: list[Article], share: float = 0.9) -> dict[str, Article]:
    """The archive that the articles give, by id."""
    kept = Kept()
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        copies = Copies(ledger, kept, kept.get, share)
        for number, article in enumerate(articles, 1):
            copies.put(article, sketch(article))
            if number % COMMIT == 0 or number == len(articles):
                copies.settle()
                ledger.commit()
                copies.committed()
    return kept.articles


def pairs(groups: dict[str, object]) -> set[tuple[str, str]]:
    """The pairs of ids that are in one group."""
    members: dict[object, list[str]] = {}
    for article_id, group in groups.items():
        members.setdefault(group, []).append(article_id)
    return {pair for ids in members.values() for pair in itertools.combinations(sorted(ids), 2)}


def found_groups(archive: dict[str, Article]) -> dict[str, object]:
    """Every article, copies that were taken in too, with the group it was put in."""
    found: dict[str, object] = {}
    for article in archive.values():
        for article_id in (article.id, *(copy.id for copy in article.copies)):
            if article.group or article.copies:
                found[article_id] = article.group or article.id
    return found


def quality(articles: list[Article], planted: dict[str, int]) -> tuple[float, float, set[tuple[str, str]]]:
    """Precision and recall over pairs, and the pairs that are wrong or missing."""
    wanted, found = pairs(dict(planted)), pairs(found_groups(grouped(articles)))
    return len(wanted & found) / max(1, len(found)), len(wanted & found) / max(1, len(wanted)), wanted ^ found


@contextlib.contextmanager
def _timed(what: str, count: int) -> Iterator[None]:
    begun = time.process_time()
    yield
    print(f"  {what}: {(time.process_time() - begun) / count * 1e6:,.0f} µs of CPU an article")


def main() -> None:
    """Measure both styles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--groups", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for name, style in STYLES.items():
        articles, planted = Maker(style, given.seed).archive(given.articles, given.groups)
        print(f"{name}, seed {given.seed}: {len(articles):,} articles, {given.groups:,} groups")
        with _timed("sketches, ledger, comparing", len(articles)):
            precision, recall, wrong = quality(articles, planted)
        with _timed("sketches alone", len(articles)):
            for article in articles:
                sketch(article)
        with _timed("enrichment", 500):
            for article in articles[:500]:
                enrich(article, ("Russia",))
        kinds = Counter("planted" if one.split("-")[0] == two.split("-")[0] else "other" for one, two in wrong)
        print(f"  precision {precision:.4f}, recall {recall:.4f}; missing {kinds['planted']}, wrong {kinds['other']}")


if __name__ == "__main__":
    main()
