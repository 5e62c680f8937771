"""From Flask's request to what presenters are given."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app, g, request, url_for

from searchapp import __version__
from searchapp.errors import ParameterError
from searchapp.query.request import SearchRequest, parse
from searchapp.web.i18n import chosen, reader
from searchapp.web.links import Links
from searchapp.web.presenters.frame import Site, Visit

#: Parameters that say how an answer is told, not what is asked.
TELLING = frozenset({"lang", "view"})
#: How much of each hit is shown: everything, or title, outlet and date.
VIEWS = ("full", "compact")


def visit() -> Visit:
    """Who asks and in which language; raises ParameterError for a language or a view that is not offered."""
    if "visit" not in g:
        g.visit = _visit(request.args.get("lang", ""), _view(request.args.get("view", "")))
    here: Visit = g.visit
    return here


def visit_anyhow() -> Visit:
    """The same for a page that must be shown: a language that is not offered is as none."""
    try:
        return visit()
    except ParameterError:
        g.visit = _visit("", "")
        return visit()


def _view(asked: str) -> str:
    if asked and asked not in VIEWS:
        raise ParameterError("view", f"view cannot be {asked!r}; it is one of: {', '.join(VIEWS)}.")
    return "" if asked == VIEWS[0] else asked


def _visit(lang: str, view: str) -> Visit:
    language = chosen(lang, request.accept_languages.values())
    site = Site(current_app.config["ARCHIVE_NAME"], __version__)
    # A page has hundreds of links to one address: building that anew for each would take longer than the search.
    route = lru_cache(maxsize=None)(url_for)
    return Visit(site, reader(language), Links(route, lang, view), _path(), tuple(pairs()))


def _path() -> str:
    return request.root_path + request.path


def pairs() -> list[tuple[str, str]]:
    """The parameters of the address, in order."""
    return list(request.args.items(multi=True))


def no_parameters(hint: str, *but: str) -> None:
    """Raise ParameterError for any parameter but `but` and those that say how an answer is told; `hint` says what to
    do."""
    for name, _ in pairs():
        if name not in (*TELLING, *but):
            raise ParameterError(name, f"There is no parameter {name!r} here; {hint}")


def search_request(also: frozenset[str] = frozenset()) -> SearchRequest:
    """The search that the address means, its own parameters `also` left to the caller; raises ParameterError."""
    return parse(pairs(), ignore=TELLING | also)
