"""The API: the same searches as the pages, as JSON."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from searchapp import __version__
from searchapp.articles import to_json
from searchapp.errors import ParameterError
from searchapp.query.request import parse
from searchapp.web.answer import search_answer
from searchapp.web.port import SearchEngine
from searchapp.web.visit import TELLING, pairs, search_request, visit

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
        app.add_url_rule("/api/v1/status", "api_status", self.status)

    def search(self) -> Response:
        """The answer to a search."""
        here, request = visit(), self._engine.meant(search_request())
        result = self._engine.search(request)
        following = here.links.next_url(request, result.next)
        return jsonify(search_answer(request, result, here.reader, here.links.page_url, following))

    def article(self, id: str) -> Response:
        """One article with its evidence."""
        _no_parameters(PRINCIPAL)
        request = self._engine.meant(parse(pair for pair in pairs() if pair[0] == PRINCIPAL))
        article = self._engine.get(id, request.principals)
        near = [other.id for other in self._engine.near_copies(article)]
        return jsonify({**to_json(article), "near_copies": near})

    def status(self) -> Response:
        """What keeps the archive and how large it is."""
        _no_parameters()
        status = self._engine.status()
        return jsonify(
            engine=status.name,
            articles=status.articles,
            revision=status.revision,
            created=status.created,
            principals=list(status.principals),
            version=__version__,
        )


def _no_parameters(*but: str) -> None:
    for name, _ in pairs():
        if name not in (*TELLING, *but):
            raise ParameterError(name, f"There is no parameter {name!r} here; searches are at /api/v1/search.")
