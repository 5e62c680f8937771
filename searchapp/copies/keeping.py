"""Articles on their way into an index: copies of one text become one article, near-copies get a group.

Which record gave which article is the ledger's business; here an article is known by the id that it would have alone.
Everything is worked out from what is held now, so that neither the order of the files nor the cut into runs matters:
the article that stands for its copies is chosen anew when one comes or goes, and a group is named after the lowest id
in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from searchapp.articles import Article
from searchapp.copies.merging import alone, merged
from searchapp.copies.table import Table, Text
from searchapp.engines.document import check
from searchapp.engines.port import Batch
from searchapp.errors import ArchiveDamaged
from searchapp.ledger import Ledger
from searchapp.sketch import Sketch, near, sketch

#: Estimated likeness below which two texts are not compared.
LEAST_LIKENESS = 0.3
#: Texts compared with a new one in vain before it is left alone.
MOST_VAIN = 6
#: Candidates that are looked at.
MOST_CANDIDATES = 100
#: Characters of text not committed yet, after which a commit is due.
MOST_PENDING = 50_000_000


class Copies:
    """Writes to a batch; `stored` finds the article with an id in what is committed, `share` is that of shingles which
    near-copies share (0: none are looked for)."""

    def __init__(self, ledger: Ledger, batch: Batch, stored: Callable[[str], Article | None], share: float) -> None:
        self._table = Table(ledger)
        self._batch = batch
        self._stored = stored
        self._share = share
        self._pending: dict[str, Article] = {}
        self._size = 0
        self._changed: set[int] = set()
        self._split: set[str] = set()

    @property
    def full(self) -> bool:
        """Whether so much waits that it should be committed."""
        return self._size > MOST_PENDING

    def begin_anew(self) -> None:
        """Forget all copies; the articles of the whole archive are about to come."""
        self._table.begin_anew()

    def taken_apart(self, article: Article) -> list[Article]:
        """The articles that one of the archive as it was before stands for."""
        ids = (article.id, *(copy.id for copy in article.copies))
        return [self._table.noted_before(article_id) or alone(article, article_id) for article_id in ids]

    @property
    def surplus(self) -> int:
        """How many of the articles that were put are one with another that has the same text."""
        return self._table.surplus()

    def put(self, article: Article, sketch: Sketch | None) -> bool:
        """Add an article, or take it in as one of several copies; whether it is one.

        An article that is taken in has to wait for `settle`. Raises SkippedFile for one that no engine can hold.
        """
        check(article)
        self._pending[article.id] = article
        self._size += len(article.text)
        before, number = self._table.numbers(article.id, sketch.key if sketch else b"")
        if before is not None and before != number:
            self._leave(article.id, before)
        if sketch is None:
            self._batch.add(article)
            return False
        if number is not None and self._others(article.id, number):
            self._table.hold(article.id, number, article)
            self._changed.add(number)
            return True
        self._batch.add(self._alone(article, number, sketch))
        return False

    def _others(self, article_id: str, number: int) -> bool:
        """Whether others hold the text; one who held it alone is noted with the whole article from now on."""
        others = [holder for holder in self._table.holders(number) if holder[0] != article_id]
        for other_id, noted in others:
            if noted is None:
                self._table.hold(other_id, number, self._own(other_id))
        return bool(others)

    def _alone(self, article: Article, number: int | None, sketch: Sketch) -> Article:
        """An article that alone holds its text, with its group."""
        if number is None:
            number = self._table.add_text(sketch, article.id)
            family = self._join(number, article, sketch)
        else:
            (text,) = self._table.texts([number])
            family = text.family
        self._table.hold(article.id, number)
        if not family:
            return article
        self._table.set_written(number)
        return replace(article, group=family)

    def remove(self, article_id: str) -> bool:
        """Remove an article; whether copies of it stay."""
        self._pending.pop(article_id, None)
        number = self._table.text_of(article_id)
        if number is None:
            self._batch.delete(article_id)
            return False
        self._leave(article_id, number)
        return self._table.held(number)

    def _leave(self, article_id: str, number: int) -> None:
        """An article holds a text no more. Where others do, another article may have to stand for them."""
        self._table.let_go(article_id)
        (text,) = self._table.texts([number])
        if self._table.held(number):
            self._changed.add(number)
            if text.home == article_id:
                # At once: the article may be about to come back with another text.
                self._move(text, next(holder for holder, _ in self._table.holders(number)))
            return
        self._batch.delete(text.home)
        self._table.drop_text(number)
        self._changed.discard(number)
        if text.family:
            self._split.add(text.family)

    def settle(self) -> None:
        """Bring what the batch is to commit up to date: articles of several copies, and everybody's group."""
        for number in sorted(self._changed):
            self._write_merged(number)
        self._changed.clear()
        self._regroup()
        for text in self._table.unwritten():
            article = self._found(text.home)
            if article is not None:
                self._batch.add(replace(self._as_held(text.number, article), group=text.family))
            self._table.set_written(text.number)

    def committed(self) -> None:
        """The batch was committed: what waited is found in the index now."""
        self._pending.clear()
        self._size = 0

    def _as_held(self, number: int, article: Article) -> Article:
        """The article that stands for a text, of one found in the index or on its way there."""
        copies = [noted for _, noted in self._table.holders(number) if noted]
        return merged(copies) if len(copies) > 1 else replace(article, copies=())

    def _write_merged(self, number: int) -> None:
        (text,) = self._table.texts([number])
        articles = [noted or self._own(holder) for holder, noted in self._table.holders(number)]
        if len(articles) == 1:
            self._table.hold(articles[0].id, number)
        article = merged(articles)
        if article.id != text.home:
            self._move(text, article.id)
        (text,) = self._table.texts([number])
        self._batch.add(replace(article, group=text.family))
        self._table.set_written(number)

    def _move(self, text: Text, home: str) -> None:
        """Let another article stand for a text; its group may be named after that one."""
        self._batch.delete(text.home)
        self._table.set_home(text.number, home)
        if text.family:
            self._name([other.number for other in self._table.family(text.family)])

    def _own(self, article_id: str) -> Article:
        """The article with that id by itself, though it may stand for others already, or another one for it."""
        found = self._found(article_id)
        if found is None:
            raise ArchiveDamaged(
                f"The ledger lists the article {article_id!r}, which the index has not. Compare the two, and see what "
                "to do, with: searchapp check"
            )
        return alone(found, article_id)

    def _found(self, article_id: str) -> Article | None:
        return self._pending.get(article_id) or self._stored(article_id)

    def _join(self, number: int, article: Article, sketch: Sketch) -> str:
        """Put a text into one group with all its near-copies; the name of the group, if there are any."""
        if not self._share:
            return ""
        candidates = self._table.texts(self._table.alike(sketch.bands, number)[:MOST_CANDIDATES])
        likely = sorted(((sketch.likeness(text.signature), text) for text in candidates), key=lambda item: -item[0])
        joined: list[Text] = []
        families: set[str] = set()
        vain = 0
        for likeness, text in likely:
            if likeness < LEAST_LIKENESS or vain >= MOST_VAIN:
                break
            if text.family in families:
                continue
            other = self._found(text.home)
            if other is not None and near(article, other, self._share):
                joined += self._table.family(text.family) or [text]
                families |= {text.family} if text.family else set()
                vain = 0
            else:
                vain += 1
        return self._name([number, *(text.number for text in joined)]) if joined else ""

    def _name(self, numbers: list[int]) -> str:
        """Make one group of texts, named after the lowest id; its name."""
        homes = [text.home for text in self._table.texts(numbers)]
        name = min(homes) if len(homes) > 1 else ""
        self._table.set_family(numbers, name)
        return name

    def _regroup(self) -> None:
        """Make the groups anew of which one has left: the others may have been alike only through that one."""
        for name in sorted(self._split):
            texts = self._table.family(name)
            self._table.set_family([text.number for text in texts], "")
            for text in texts:
                article = self._found(text.home)
                made = sketch(article) if article else None
                if article and made:
                    self._join(text.number, article, made)
        self._split.clear()
