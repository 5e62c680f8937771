"""Applies to stored articles what the archive has learnt since they were read: furniture, names of outlets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchapp.articles import Article
from searchapp.ingest.extract.outlets import host_of
from searchapp.ingest.extract.returning import group_of, without

#: What an article is made into.
Change = Callable[[Article], Article]


@dataclass(slots=True)
class Refining:
    """Takes lines that return out of articles, and gives outlets that are only known by their host their names.

    `furniture` are the keys of lines by outlet, `names` are outlets by host. `again` works the facets of an article out
    again, whose places in the text have moved. Counts what it did.
    """

    furniture: dict[str, frozenset[str]]
    names: dict[str, str]
    again: Change
    lines: int = 0
    articles: int = 0
    named: int = 0

    def __call__(self, article: Article) -> Article:
        """The article as it is with what was learnt; the same one where nothing was."""
        return self._with_name(self._without_furniture(article))

    def _without_furniture(self, article: Article) -> Article:
        keys = self.furniture.get(group_of(article))
        if not keys or article.provenance.get("text") == "given":
            return article
        text = without(article.text, keys)
        if text == article.text:
            return article
        self.articles += 1
        self.lines += article.text.count("\n") - text.count("\n")
        return self.again(replace(article, text=text, evidence=()))

    def _with_name(self, article: Article) -> Article:
        host = host_of(article.url)
        if not host or article.outlet != host or article.provenance.get("outlet") != "url":
            return article
        name = self.names.get(host)
        if name is None:
            return article
        self.named += 1
        return replace(article, outlet=name, provenance={**article.provenance, "outlet": "archive"})
