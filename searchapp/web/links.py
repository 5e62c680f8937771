"""Addresses of pages: the only place where one is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlsplit

from werkzeug.routing import BaseConverter, BuildError

from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest

Pairs = Iterable[tuple[str, str]]
_OUTSIDE = frozenset({"http", "https", "mailto"})
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\\]")
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses within the site, for a reader who may have chosen a language or a view; `route` is `url_for`."""

    route: Callable[..., str]
    lang: str = ""
    view: str = ""

    def start(self) -> str:
        """The start page."""
        return self._with(self.route("start"), ())

    def search(self, request: SearchRequest) -> str:
        """The page of a search."""
        return self._with(self.route("search"), request.params())

    def search_pairs(self, pairs: Pairs) -> str:
        """The page of a search whose parameters are at hand."""
        return self._with(self.route("search"), pairs)

    def article(self, id: str, came_from: SearchRequest | None = None, also: Pairs = ()) -> str:
        """The page of an article; it keeps the search it was found by, to light matches and to lead back."""
        kept = replace(came_from, cursor="").params() if came_from else []
        return self._with(self.route("article", id=id), [*kept, *also])

    def help(self) -> str:
        """The page of the query language and the keys."""
        return self._with(self.route("help"), ())

    def facet(self, name: str, pairs: Pairs) -> str:
        """The page of every value of a facet."""
        return self._with(self.route("facet", name=name), pairs)

    def about(self, name: str, value: str) -> str:
        """The page of one value of a facet."""
        return self._with(self.route("about", name=name, value=value), ())

    def matrix(self, pairs: Pairs) -> str:
        """The page of one facet against another, or against time."""
        return self._with(self.route("matrix"), pairs)

    def api_matrix(self, pairs: Pairs) -> str:
        """The same as JSON."""
        return self._with(self.route("api_matrix"), pairs)

    def api_facet(self, name: str, pairs: Pairs, absolute: bool = False) -> str:
        """The values of a facet as JSON."""
        return self._with(self.route("api_facet", name=name, _external=absolute), pairs)

    def suggest(self, request: SearchRequest) -> str:
        """What completes the text typed, under the filters of a search, as JSON."""
        under = SearchRequest(filters=request.filters, date_from=request.date_from, date_to=request.date_to)
        return self._with(self.route("api_suggest"), under.params())

    def export(self, request: SearchRequest | None = None, pairs: Pairs = ()) -> str:
        """What a search finds, whole, as a file."""
        return self._with(self.route("api_export"), [*(request.params() if request else ()), *pairs])

    def optional(self, endpoint: str, pairs: Pairs) -> str:
        """A page that this server may not have; empty where it does not."""
        try:
            return self._with(self.route(endpoint), pairs)
        except BuildError:
            return ""

    def api_search(self, request: SearchRequest) -> str:
        """The same search as JSON."""
        return self._with(self.route("api_search"), request.params())

    def api_article(self, id: str) -> str:
        """An article as JSON."""
        return self._with(self.route("api_article", id=id), ())

    def page_url(self, id: str) -> str:
        """The absolute address of an article's page."""
        return self._with(self.route("article", id=id, _external=True), ())

    def next_url(self, request: SearchRequest, cursor: str | None) -> str | None:
        """The absolute address of the answer after this one, or None at the end."""
        if cursor is None:
            return None
        following = replace(request, cursor=cursor, page=1)
        return self._with(self.route("api_search", _external=True), following.params())

    def feed(self, request: SearchRequest) -> str:
        """The absolute address of the feed of a search."""
        return self._with(self.route("feed", _external=True), replace(request, sort=None, facets=FACETS).params())

    def search_url(self, request: SearchRequest) -> str:
        """The absolute address of the page of a search."""
        whole = replace(request, per_page=SearchRequest().per_page, facets=FACETS, cursor="", page=1)
        return self._with(self.route("search", _external=True), whole.params())

    def api(self) -> str:
        """The page that describes the API."""
        return self._with(self.route("api"), ())

    def opensearch(self, absolute: bool = False) -> str:
        """The description of the archive for browsers."""
        return self.route("opensearch", _external=absolute)

    def template(self, endpoint: str) -> str:
        """The absolute address of a search in which a browser puts what is typed in the place of `{searchTerms}`."""
        return self.route(endpoint, _external=True) + "?q={searchTerms}"

    def icon_url(self) -> str:
        """The absolute address of the icon."""
        return self.route("static", filename="icon.svg", _external=True)

    def static(self, name: str) -> str:
        """A file of the site's own."""
        return self.route("static", filename=name)

    def hidden(self, pairs: Pairs) -> tuple[tuple[str, str], ...]:
        """What a form sends along unseen, so that the search, the language and the view stay."""
        return (*pairs, *self._told())

    def in_language(self, path: str, pairs: Pairs, language: str) -> str:
        """The page at hand in another language."""
        kept = [pair for pair in pairs if pair[0] not in ("lang", "view")]
        return replace(self, lang=language)._with(path, kept)

    def in_view(self, view: str) -> Links:
        """The same addresses in another view; empty: the usual one."""
        return replace(self, view=view)

    def _with(self, path: str, pairs: Pairs) -> str:
        query = "&".join(f"{name}={_quoted(value)}" for name, value in (*pairs, *self._told()))
        return f"{path}?{query}" if query else path

    def _told(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in (("lang", self.lang), ("view", self.view)) if value]


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value as it stands in an address; a page has the same ones in hundreds of links."""
    return quote_plus(value, safe=":/,", errors="replace")


def outside(url: str | None) -> str | None:
    r"""An address that is safe to link to (http, https or mailto), or None.

    >>> outside("https://example.org/a")
    'https://example.org/a'
    >>> outside("java\tscript:alert(1)") is None
    True
    """
    if not url or _ODD.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _OUTSIDE or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return None
    return url


class ArticleId(BaseConverter):
    """An article's id in a path: any characters, slashes too.

    Browsers resolve `..` before they ask, so slashes beside dots are written as `%2F`.
    """

    regex = r".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id as it stands in an address."""
        return quote(value, safe="" if _DOTS.search(value) else "/:,", errors="replace")
