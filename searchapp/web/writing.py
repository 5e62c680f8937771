"""Articles written over HTTP: one, a list, or JSON Lines of any number; always with a token that may write."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from flask import Flask, Response, jsonify, request, url_for

from searchapp.errors import SkippedFile, TooLarge, UsageError, WrongType
from searchapp.tokens import Tokens
from searchapp.web.visit import no_parameters
from searchapp.writing import Outcome, Report, Writer, repeat
from searchapp.written import Repeat

#: Bytes of a request that is one object or a list, which are parsed as a whole.
MOST_JSON = 32_000_000
#: Bytes of one line of JSON Lines.
MOST_LINE = 32_000_000
#: Bytes of a body that are kept in memory; a longer one waits in a temporary file.
_IN_MEMORY = 1_000_000
_LINES = frozenset({"application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/ndjson"})
_HINT = "articles are written without parameters."


class Writing:
    """The part of the API that changes the archive."""

    def __init__(self, writer: Writer, tokens: Tokens) -> None:
        self._writer = writer
        self._tokens = tokens

    def register(self, app: Flask) -> None:
        """Give each change its address and method."""
        app.add_url_rule("/api/v1/articles", "api_add", self.add, methods=["POST"])
        app.add_url_rule("/api/v1/articles/<id:id>", "api_put", self.put, methods=["PUT"])
        app.add_url_rule("/api/v1/articles/<id:id>", "api_remove", self.remove, methods=["DELETE"])

    def add(self) -> Response:
        """Add the articles of the body."""
        by = self._allowed()
        with _body() as (body, digest):
            again = _repeat(digest, by)
            if request.mimetype in _LINES:
                return _told(self._writer.add(_lines(body), again))
            given = _parsed(body)
            if isinstance(given, list):
                return _told(self._writer.add(given, again))
            return _one(self._writer.add([given], again))

    def put(self, id: str) -> Response:
        """Add the article of the body under the id."""
        by = self._allowed()
        with _body() as (body, digest):
            return _one(self._writer.put(id, _parsed(body), _repeat(digest, by)))

    def remove(self, id: str) -> Response:
        """Remove the article with the id."""
        again = _repeat(hashlib.sha256(), self._allowed())
        revision = self._writer.remove(id, again)
        return jsonify({"id": id, "status": "removed", "revision": revision})

    def _allowed(self) -> str:
        """The id of the token that came along; raises NotAllowed and OutOfScope."""
        no_parameters(_HINT)
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        return self._tokens.allowed(text.strip() if kind.lower() == "bearer" else "", "write").id


class _body:  # noqa: N801 - used as a function
    """The body of the request, taken before the archive is locked, and its digest."""

    def __enter__(self) -> tuple[IO[bytes], Any]:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)
        digest = hashlib.sha256()
        while piece := request.stream.read(65_536):
            digest.update(piece)
            self._file.write(piece)
        self._file.seek(0)
        return self._file, digest

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _repeat(digest: Any, by: str) -> Repeat | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    return repeat(key, f"{request.method} {request.path} {digest.hexdigest()}", by)


def _parsed(body: IO[bytes]) -> object:
    if request.mimetype != "application/json":
        raise WrongType(
            f"The body is {request.mimetype or 'of no type'}. Send Content-Type: application/json, or for JSON Lines "
            "application/x-ndjson."
        )
    payload = body.read(MOST_JSON + 1)
    if len(payload) > MOST_JSON:
        raise TooLarge(f"More than {MOST_JSON:,} bytes in one JSON text. Send JSON Lines (application/x-ndjson).")
    try:
        return json.loads(payload)
    except RecursionError:
        raise UsageError("The body is JSON that is nested too deeply.") from None
    except ValueError as error:
        raise UsageError(f"The body is not JSON: {error}.") from None


def _lines(body: IO[bytes]) -> Iterator[object]:
    """The objects of JSON Lines; for a line that is none, why."""
    while line := body.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            while line and not line.endswith(b"\n"):
                line = body.readline(MOST_LINE)
            yield SkippedFile("too-large", f"It is longer than {MOST_LINE:,} bytes.")
        elif line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                yield SkippedFile("bad-json", f"It is not JSON: {error}.")


def _told(report: Report) -> Response:
    return jsonify(report.as_json())


def _one(report: Report) -> Response:
    """The answer about one article: its outcome, or the problem where it was refused."""
    (outcome,) = report.outcomes
    if outcome.status == "refused":
        raise _Refused(outcome)
    answer = jsonify({**outcome.as_json(), "revision": report.revision})
    if outcome.status == "added":
        answer.status_code = 201
        answer.headers["Location"] = url_for("api_article", id=outcome.id)
    return answer


class _Refused(UsageError):
    """An article that cannot be taken; `code` is why, as `index` counts it."""

    http_status = 422

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.detail)
        self.code = outcome.code
