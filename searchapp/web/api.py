"""The API: the same searches as the pages, as JSON."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from searchapp import __version__
from searchapp.articles import to_json
from searchapp.query.request import SearchRequest, parse
from searchapp.web.answer import listing_answer, matrix_answer, search_answer
from searchapp.web.conditional import unless_known
from searchapp.web.grid import Grid, parse_grid
from searchapp.web.listing import Listing, listed, parse_listing
from searchapp.web.port import SearchEngine
from searchapp.web.presenters.frame import Visit
from searchapp.web.presenters.suggestions import suggestions
from searchapp.web.visit import TELLING, no_parameters, pairs, search_request, visit

_HINT = "searches are at /api/v1/search."

#: The parameter that says whose counterparts are asked for.
PRINCIPAL = "principal"


class Api:
    """The API of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def register(self, app: Flask) -> None:
        """Give each answer its address."""
        app.add_url_rule("/api/v1/search", "api_search", self.search)
        app.add_url_rule("/api/v1/articles/<id:id>", "api_article", self.article)
        app.add_url_rule("/api/v1/suggest", "api_suggest", self.suggest)
        app.add_url_rule("/api/v1/facets/<name>", "api_facet", self.facet)
        app.add_url_rule("/api/v1/matrix", "api_matrix", self.matrix)
        app.add_url_rule("/api/v1/status", "api_status", self.status)

    def search(self) -> Response:
        """The answer to a search."""
        here, request = visit(), search_request()
        return unless_known(self._engine, lambda: self._search(here, self._engine.meant(request)))

    def _search(self, here: Visit, request: SearchRequest) -> Response:
        result = self._engine.search(request)
        following = here.links.next_url(request, result.next)
        answer = jsonify(search_answer(request, result, here.reader, here.links.page_url, following))
        return _linked(answer, following)

    def article(self, id: str) -> Response:
        """One article with its evidence."""
        no_parameters(_HINT, PRINCIPAL)
        asked = parse(pair for pair in pairs() if pair[0] == PRINCIPAL)
        return unless_known(self._engine, lambda: self._article(id, self._engine.meant(asked).principals))

    def _article(self, id: str, principals: tuple[str, ...]) -> Response:
        article = self._engine.get(id, principals)
        near = [other.id for other in self._engine.near_copies(article)]
        return jsonify({**to_json(article), "near_copies": near})

    def suggest(self) -> Response:
        """What the text typed may become, under the filters of a search."""
        here, request = visit(), search_request()
        return unless_known(self._engine, lambda: self._suggest(here, request))

    def _suggest(self, here: Visit, request: SearchRequest) -> Response:
        found = self._engine.complete(request, request.query)
        return jsonify(suggestions(request, found, here.reader, here.links))

    def facet(self, name: str) -> Response:
        """Every value of a facet under a search, a page at a time."""
        here, asked = visit(), parse_listing(name, pairs(), TELLING)
        return unless_known(self._engine, lambda: self._facet(here, asked))

    def _facet(self, here: Visit, asked: Listing) -> Response:
        answer = listing_answer(asked, listed(self._engine, asked, here.reader), here.reader, here.links)
        return _linked(jsonify(answer), answer["next_url"])

    def matrix(self) -> Response:
        """One facet of a search against another, or against time."""
        here, asked = visit(), parse_grid(pairs(), TELLING)
        return unless_known(self._engine, lambda: self._matrix(here, asked))

    def _matrix(self, here: Visit, asked: Grid) -> Response:
        found = self._engine.matrix(asked.search, asked.rows, asked.columns, asked.size)
        return jsonify(matrix_answer(asked, found, here.reader))

    def status(self) -> Response:
        """What keeps the archive and how large it is."""
        no_parameters(_HINT)
        status = self._engine.status()
        told = {
            "engine": status.name,
            "articles": status.articles,
            "revision": status.revision,
            "created": status.created,
            "principals": list(status.principals),
            "version": __version__,
        }
        return unless_known(self._engine, lambda: jsonify(told))


def _linked(answer: Response, following: str | None) -> Response:
    """The answer with the address of the next one in its headers (RFC 8288)."""
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer
