"""Another principal than the archive's: a reader of a commit in which counterparts are those of whoever is asked for.

Every article has, for each actor that it names, its counterparts in the inner field `relations`, as `Turkey→Russia`,
and `Turkey→` beside them. So filters and counts of the facet run at full speed on every engine, and nothing is indexed
again. For several principals at once an article has the counterparts of any of them, but for themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from searchapp.articles import PAIR, Article
from searchapp.engines.meaning import MeaningReader
from searchapp.engines.port import Counts, Ranked, Reader
from searchapp.errors import ParameterError
from searchapp.query import analysis, clauses
from searchapp.query.clauses import Clause, Everything, Value
from searchapp.query.names import matches_words
from searchapp.query.request import Ordering
from searchapp.query.result import Note

FIELD, RELATIONS = "counterparts", "relations"
#: Stands for no principal: every salient actor is a counterpart.
NOBODY = "none"
#: Values of the inner field that are asked for where all are wanted.
ALL = 1_000_000


class Actors(Protocol):
    """What is known of actors beside the archive."""

    def actor(self, name: str) -> str | None:
        """The actor that a name means (`Türkiye`, `TR`: Turkey), or None for one that is not known."""

    def like(self, name: str) -> Sequence[str]:
        """Actors that may be meant by a name that is not known."""

    def weighed(self, article: Article, principals: tuple[str, ...]) -> Article:
        """The article with the evidence for its counterparts under `principals`, from its text."""


class NoActors:
    """Nothing is known: every name is an actor's, and articles keep the evidence that they have; see `Actors`."""

    def actor(self, name: str) -> str | None:
        return name

    def like(self, name: str) -> Sequence[str]:
        del name
        return ()

    def weighed(self, article: Article, principals: tuple[str, ...]) -> Article:
        del principals
        return article


def known(names: tuple[str, ...], actors: Actors, strict: bool = True) -> tuple[str, ...]:
    """The actors that the names mean; raises ParameterError for one that means none, unless not `strict`."""
    return tuple(dict.fromkeys(_known(name, actors, strict) for name in names))


def _known(name: str, actors: Actors, strict: bool) -> str:
    if name == NOBODY:
        return name
    actor = actors.actor(name)
    if actor is None and strict:
        close = " or ".join(map(repr, actors.like(name)))
        meant = f" Did you mean {close}?" if close else ""
        raise ParameterError(
            "principal", f"{name!r} is no state and no international organisation that is known.{meant}"
        )
    return actor or name


def explained(article: Article, principals: tuple[str, ...], actors: Actors) -> Article:
    """The article under the principals, with the evidence for its counterparts and for those that were not kept."""
    shown = under(article, principals)
    bare = replace(shown, counterparts=(), provenance={}, evidence=())
    weighed = actors.weighed(bare, () if principals == (NOBODY,) else principals).evidence
    # What is listed is what was indexed, whatever the rules say by now.
    evidence = tuple(replace(item, listed=item.value in shown.counterparts) for item in weighed)
    return replace(shown, evidence=shown.evidence + evidence)


def of(article: Article, principals: tuple[str, ...]) -> tuple[str, ...]:
    """The counterparts of the principals in an article, in the order of the principals, best first.

    >>> of(Article(id="1", relations=("Turkey→Russia", "Turkey→NATO", "Russia→Turkey")), ("Turkey",))
    ('Russia', 'NATO')
    """
    pairs = [relation.partition(PAIR) for relation in article.relations]
    found = (other for who in principals for actor, _, other in pairs if actor == who)
    return tuple(dict.fromkeys(other for other in found if other not in principals))


def under(article: Article, principals: tuple[str, ...]) -> Article:
    """The article with the counterparts of the principals, without the evidence for the others."""
    where = {**article.provenance, FIELD: "rules"}
    evidence = tuple(item for item in article.evidence if item.field != FIELD)
    return replace(article, counterparts=of(article, principals), provenance=where, evidence=evidence)


def note_of(principals: tuple[str, ...]) -> tuple[Note, ...]:
    """What is said with an answer under other principals than the archive's."""
    if not principals:
        return ()
    who = "nobody in particular" if principals == (NOBODY,) else ", ".join(principals)
    return (Note(f"Counterparts are those of {who}, not of the archive's own principal.", None, "principal"),)


class PrincipalReader(MeaningReader):
    """A reader for which the facet of counterparts is that of `principals`; see `port.Reader`."""

    def __init__(self, reader: Reader, principals: tuple[str, ...]) -> None:
        super().__init__(reader)
        self._principals = principals

    def clause(self, clause: Clause) -> Clause:
        """The clause with what it says of counterparts said of those of the principals."""
        return clauses.mapped(clause, self._leaf)

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        found = super().top(clause, order, offset, limit)
        return [replace(ranked, article=under(ranked.article, self._principals)) for ranked in found]

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        plain = [name for name in names if name != FIELD]
        counts = dict(super().facets(clause, plain, size)) if plain else {}
        if FIELD in names:
            counts[FIELD] = self._counts(self.clause(clause), size)
        return counts

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        if name != FIELD:
            return super().values(clause, name, prefix, limit)
        wanted = prefix.split(" ")
        counts = self._by_value(self.clause(clause))
        found = [(value, count) for value, count in counts.items() if _begins(analysis.words(value), wanted)]
        return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]

    def get(self, article_id: str) -> Article | None:
        article = super().get(article_id)
        return under(article, self._principals) if article else None

    def scan(self, clause: Clause) -> Iterator[Article]:
        return (under(article, self._principals) for article in super().scan(clause))

    def _counts(self, clause: Clause, size: int) -> Counts:
        counts = self._by_value(clause)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        missing = self.inner.count(clause) - self.inner.count(clauses.filtered(clause, [self._any()]))
        return Counts(tuple(ordered[:size]), counts.total(), len(counts), missing)

    def _by_value(self, clause: Clause) -> Counter[str]:
        """The number of matches with each counterpart."""
        found: Counter[str] = Counter()
        several = set()
        for value, count in self.inner.facets(clause, [RELATIONS], ALL)[RELATIONS].values:
            actor, _, other = value.partition(PAIR)
            if actor in self._principals and other and other not in self._principals:
                several |= {other} & found.keys()
                found[other] += count
        for value in several:
            found[value] = self.inner.count(clauses.filtered(clause, [self._having((value,))]))
        return found

    def _any(self) -> Clause:
        """Articles with any counterpart of the principals."""
        if len(self._principals) == 1:
            return Value(RELATIONS, (f"{self._principals[0]}{PAIR}",))
        return self._having(tuple(self._by_value(Everything())))

    def _having(self, values: Sequence[str]) -> Clause:
        wanted = (value for value in values if value not in self._principals)
        pairs = tuple(f"{who}{PAIR}{value}" for value in wanted for who in self._principals)
        return Value(RELATIONS, pairs) if pairs else clauses.Nothing()

    def _leaf(self, clause: Clause) -> Clause:
        match clause:
            case Value(name, asked) if name == FIELD:
                return self._having(asked)
            case clauses.Has(name) if name == FIELD:
                return self._any()
            case clauses.OneOf(name) | clauses.InOrder(name) | clauses.Begins(name) | clauses.Near(name) if (
                name == f"{FIELD}.words"
            ):
                values = self._by_value(Everything())
                return self._having([value for value in values if matches_words(clause, analysis.words(value))])
        return clause


def _begins(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words follow each other in `words`, the last of them begun."""
    *whole, last = wanted
    return any(
        list(words[at : at + len(whole)]) == whole and words[at + len(whole)].startswith(last)
        for at in range(len(words) - len(whole))
    )
