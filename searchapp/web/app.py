"""The web application: one archive's pages and API."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from searchapp.settings import Settings
from searchapp.web import problems, security
from searchapp.web.api import Api
from searchapp.web.batches import Batches
from searchapp.web.compression import compress
from searchapp.web.exports import Exports
from searchapp.web.feeds import Feeds
from searchapp.web.links import ArticleId
from searchapp.web.origins import opened
from searchapp.web.pages import Pages
from searchapp.web.port import SearchEngine
from searchapp.web.reference import Reference
from searchapp.web.visit import visit_anyhow
from searchapp.web.writing import Writing

_PACKAGE = Path(__file__).resolve().parents[1]


class _Json(DefaultJSONProvider):
    """JSON in the order it was made in, with letters as letters."""

    sort_keys = False
    ensure_ascii = False
    compact = True


def create_app(engine: SearchEngine, settings: Settings, writing: Writing | None = None) -> Flask:
    """The application for an open archive; it reads templates when they are first shown, and nothing before.

    Without `writing` the archive can only be read.
    """
    app = Flask("searchapp.web", template_folder=str(_found("templates")), static_folder=str(_found("static")))
    app.config["ARCHIVE_NAME"] = settings.name
    app.json = _Json(app)
    app.url_map.merge_slashes = False  # An article's id may hold two slashes, as an address does.
    app.url_map.converters["id"] = ArticleId
    _prepare_templates(app)
    Pages(engine).register(app)
    Api(engine).register(app)
    Batches(engine).register(app)
    Exports(engine).register(app)
    Feeds(engine).register(app)
    Reference().register(app)
    if writing:
        writing.register(app)
    app.add_url_rule("/healthz", "health", _health)
    problems.register(app)
    for finish in (opened(settings.cors), compress, _told_language, security.protect):
        app.after_request(finish)
    return app


def _found(folder: str) -> Path:
    """The folder inside the package, as in a wheel, or beside it, as in the source tree."""
    own = _PACKAGE / folder
    return own if own.is_dir() else _PACKAGE.parent / folder


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: visit_anyhow().reader.translations.gettext(message),
        lambda one, many, count: visit_anyhow().reader.translations.ngettext(one, many, count),
        newstyle=True,
    )


def _health() -> Response:
    """That the server answers; the archive is not asked."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


def _told_language(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response
