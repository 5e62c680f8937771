"""Errors as answers: a page that helps, or problem details (RFC 9457) under `/api/`."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from searchapp.errors import ParameterError, SearchappError
from searchapp.web.presenters.problem import Problem, problem_page
from searchapp.web.visit import visit_anyhow


def register(app: Flask) -> None:
    """Have every error answered here."""
    app.register_error_handler(SearchappError, _known)
    app.register_error_handler(HTTPException, _http)


def _known(error: SearchappError) -> Response:
    parameter = error.parameter if isinstance(error, ParameterError) else ""
    return _answer(Problem(error.http_status, error.code, str(error), parameter))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    answer = _answer(Problem(status, _code(status), error.description or ""))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _code(status: int) -> str:
    return {404: "not-found", 405: "method-not-allowed", 500: "error"}.get(status, "bad-request")


def _answer(problem: Problem) -> Response:
    if request.path.startswith("/api/"):
        return _as_json(problem)
    page = problem_page(visit_anyhow(), problem)
    answer = make_response(render_template("error.html", page=page), problem.status)
    if page.again:
        answer.headers["Refresh"] = answer.headers["Retry-After"] = str(page.again)
    return answer


def _as_json(problem: Problem) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    return Response(json.dumps(body), problem.status, content_type="application/problem+json")
