"""Errors as answers: a page that helps, or problem details (RFC 9457) under `/api/`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from searchapp.errors import NotAllowed, ParameterError, SearchappError
from searchapp.web.presenters.problem import Problem, problem_page
from searchapp.web.visit import visit_anyhow

#: Addresses that programs ask for.
_MACHINES = ("/api/", "/feed", "/openapi.json", "/opensearch.xml")


def register(app: Flask) -> None:
    """Have every error answered here."""
    app.register_error_handler(SearchappError, _known)
    app.register_error_handler(HTTPException, _http)


def as_problem(error: SearchappError) -> dict[str, Any]:
    """The problem details of an error."""
    return _details(_problem(error))


def _problem(error: SearchappError) -> Problem:
    parameter = error.parameter if isinstance(error, ParameterError) else ""
    return Problem(error.http_status, error.code, str(error), parameter)


def _known(error: SearchappError) -> Response:
    answer = _answer(_problem(error))
    if error.retry_after is not None:
        answer.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotAllowed):
        answer.headers["WWW-Authenticate"] = 'Bearer realm="searchapp"'
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    answer = _answer(Problem(status, _code(status), error.description or ""))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _code(status: int) -> str:
    return {404: "not-found", 405: "method-not-allowed", 413: "too-large", 500: "error"}.get(status, "bad-request")


def _answer(problem: Problem) -> Response:
    if request.path.startswith(_MACHINES):
        return _as_json(problem)
    page = problem_page(visit_anyhow(), problem)
    answer = make_response(render_template("error.html", page=page), problem.status)
    if page.again:
        answer.headers["Refresh"] = answer.headers["Retry-After"] = str(page.again)
    return answer


def _as_json(problem: Problem) -> Response:
    return Response(json.dumps(_details(problem)), problem.status, content_type="application/problem+json")


def _details(problem: Problem) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    return body
