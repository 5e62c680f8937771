"""What a search finds, whole, as a file: streamed, however many articles."""

from __future__ import annotations

import itertools

from flask import Flask, Response, request

from searchapp.export.fields import chosen
from searchapp.export.formats import export
from searchapp.query.request import each_copy, parse
from searchapp.web.port import SearchEngine
from searchapp.web.visit import TELLING, pairs

#: Parameters of an export besides those of a search.
OWN = frozenset({"format", "fields"})


class Exports:
    """The exports of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def register(self, app: Flask) -> None:
        """Give exports their address."""
        app.add_url_rule("/api/v1/export", "api_export", self.export)

    def export(self) -> Response:
        """Every match of a search, by id, in the format asked for."""
        form = export(request.args.get("format", "jsonl"))
        fields = chosen(request.args.get("fields", ""))
        asked = parse(each_copy(pairs()), ignore=TELLING | OWN)
        text = form.write(self._engine.scan(asked), fields)
        # The first piece is made before anything is sent, so that an archive that cannot be read is an error.
        pieces = itertools.chain([next(text, "")], text)
        answer = Response((piece.encode("utf-8", "replace") for piece in pieces), content_type=form.mimetype)
        answer.headers["Content-Disposition"] = f'attachment; filename="articles.{form.suffix}"'
        return answer
