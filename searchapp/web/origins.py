"""Other sites whose scripts may read the API (CORS): none, unless the setting `cors` names them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

#: What scripts of other sites may see of an answer, and send.
_EXPOSED = "ETag, Link, Location, Retry-After"
_SENT = "Authorization, Content-Type, Idempotency-Key, If-None-Match"
_METHODS = "GET, HEAD, POST, PUT, DELETE"
_OPEN = ("/api/", "/openapi.json", "/feed")


def opened(origins: tuple[str, ...]) -> Callable[[Response], Response]:
    """Lets the sites `origins` read the API, `*` all; cookies are never asked for."""

    def finish(response: Response) -> Response:
        if not origins or not request.path.startswith(_OPEN):
            return response
        response.vary.add("Origin")
        origin = request.headers.get("Origin", "")
        if not origin or not ("*" in origins or origin in origins):
            return response
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in origins else origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _SENT
            response.headers["Access-Control-Max-Age"] = "600"
        return response

    return finish
