"""The API described: for machines at `/openapi.json`, for people at `/api`."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template, request, url_for

from searchapp.web.presenters.reference import reference_page
from searchapp.web.visit import no_parameters, visit

_HINT = "the description has no parameters."


class Reference:
    """The description of the API of one application."""

    def register(self, app: Flask) -> None:
        """Give both forms their address."""
        app.add_url_rule("/openapi.json", "openapi", self.machines)
        app.add_url_rule("/api", "api", self.people)

    def machines(self) -> Response:
        """OpenAPI 3.1."""
        no_parameters(_HINT)
        answer = jsonify(_description())
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    def people(self) -> str:
        """The same, as a page."""
        here = visit()
        no_parameters(_HINT)
        return render_template("api.html", page=reference_page(here, _description(), url_for("openapi")))


def _description() -> dict[str, Any]:
    # Shapes and readers of articles are loaded when they are asked for.
    from searchapp.web.openapi import description

    return description(current_app.config["ARCHIVE_NAME"], request.root_url.rstrip("/"), current_app.view_functions)
