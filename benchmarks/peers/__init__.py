"""What searchapp is compared with: each peer keeps the same articles and is asked for the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.corpus import Ask

#: Facets counted with every answer, and values of each.
COUNTED = ("people", "places", "organisations", "counterparts", "outlet", "countries")
SIZE = 10
#: Hits of an answer.
HITS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """How many articles match, how many hits came with their text, and the counts of facets: the largest of each.

    `facets` is empty for a peer that was not asked for them.
    """

    total: int
    hits: int
    facets: Mapping[str, tuple[int, ...]]


class Peer(Protocol):
    """A search engine in a folder. An ask that it cannot do gives None."""

    name: str

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        """Add articles and commit."""

    def ask(self, ask: Ask) -> Answer | None:
        """Ten hits with text, the counts of facets that leave out their own choice, and counts by month."""

    def close(self) -> None:
        """Let go of files."""


def made() -> dict[str, Callable[[Path], Peer]]:
    """The peers that can be had here, by name; a library that is missing leaves its peer out."""
    from benchmarks.peers.bare_tantivy import BareTantivy
    from benchmarks.peers.sqlite import Sqlite
    from benchmarks.peers.whoosh_grouped import WhooshGrouped

    peers: dict[str, Callable[[Path], Peer]] = {
        BareTantivy.name: BareTantivy,
        Sqlite.name: Sqlite,
        WhooshGrouped.name: WhooshGrouped,
    }
    try:
        from benchmarks.peers.xapian_peer import Xapian
    except ImportError:
        return peers
    return {**peers, Xapian.name: Xapian}


def text(article: Mapping[str, Any]) -> str:
    """Title and text as one, with a word between that no phrase reaches over."""
    return f"{article['title']} betweentitleandtextk {article['text']}"


def values(article: Mapping[str, Any], name: str) -> list[str]:
    """The values of a facet."""
    held = article.get(name) or []
    return [held] if isinstance(held, str) else list(held)


def month(article: Mapping[str, Any]) -> int:
    """The month as a number: year × 12 + month - 1."""
    year, number, _ = article["date"].split("-")
    return int(year) * 12 + int(number) - 1


def other_filters(ask: Ask, facet: str) -> dict[str, str]:
    """The filters of an ask but for the facet's own."""
    return {name: value for name, value in ask.filters.items() if name != facet}
