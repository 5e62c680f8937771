"""Several searches in one request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, Response, jsonify, request

from searchapp.errors import ArchiveError, ParameterError, SearchappError, TooLarge, UsageError, WrongType
from searchapp.query.request import parse
from searchapp.web.answer import search_answer
from searchapp.web.port import SearchEngine
from searchapp.web.presenters.frame import Visit
from searchapp.web.problems import as_problem
from searchapp.web.visit import no_parameters, visit

MOST_REQUESTS = 50
#: Bytes of a batch.
MOST_BODY = 1_000_000


class Batches:
    """Batches of searches of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def register(self, app: Flask) -> None:
        """Give batches their address."""
        app.add_url_rule("/api/v1/search", "api_batch", self.search, methods=["POST"])

    def search(self) -> Response:
        """The answers to a list of requests, each with its own problem where it cannot be answered."""
        here = visit()
        no_parameters("the parameters of each search are in the body.")
        return jsonify(answers=[self._answer(asked, here) for asked in _requests()])

    def _answer(self, asked: object, here: Visit) -> dict[str, Any]:
        try:
            made = self._engine.meant(parse(_pairs(asked)))
            result = self._engine.search(made)
        except ArchiveError:
            raise  # It is about all of them.
        except SearchappError as error:
            return {"problem": as_problem(error)}
        following = here.links.next_url(made, result.next)
        return {"answer": search_answer(made, result, here.reader, here.links.page_url, following)}


def _requests() -> list[object]:
    if request.mimetype != "application/json":
        raise WrongType("Send a list of searches with Content-Type: application/json.")
    payload = request.stream.read(MOST_BODY + 1)
    if len(payload) > MOST_BODY:
        raise TooLarge(f"A batch has at most {MOST_BODY:,} bytes.")
    try:
        given = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"The body is not JSON: {error}.") from None
    if not isinstance(given, list):
        raise UsageError('A list of searches is needed: [{"q": "gas"}, {"q": "oil"}].')
    if len(given) > MOST_REQUESTS:
        raise TooLarge(f"{len(given):,} searches in one batch; {MOST_REQUESTS} are the most.")
    return given


def _pairs(asked: object) -> Iterator[tuple[str, str]]:
    """The parameters of an address that an object means; a list is a parameter given several times."""
    if not isinstance(asked, Mapping):
        raise UsageError('A search is an object with the parameters of an address: {"q": "gas"}.')
    for name, value in asked.items():
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            if not isinstance(one, str | int):
                raise ParameterError(name, f"{name} is a text, a number, true, false or a list of these.")
            yield name, str(int(one)) if isinstance(one, bool) else str(one)
