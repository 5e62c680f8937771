"""The page of an error: what was wrong and what can be done instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from searchapp.errors import ParameterError
from searchapp.query.request import SearchRequest, parse
from searchapp.web.i18n import N_
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters.frame import Frame, Link, Visit, frame

_HEADINGS = {
    400: N_("This address cannot be understood"),
    404: N_("There is nothing here"),
    405: N_("This cannot be done here"),
    500: N_("Something went wrong"),
    503: N_("The archive cannot be used right now"),
}
#: What is said instead for errors of an archive that have a code of their own.
_OF_CODE = {
    "archive-missing": (
        N_("There is no archive here yet"),
        N_("As soon as articles are indexed this page shows them; it looks again by itself every few seconds."),
    ),
    "archive-stamp": (
        N_("The archive has to be rebuilt"),
        N_("It was made by another version. Rebuilding does not need the sources, and this page is back afterwards."),
    ),
    "archive-damaged": (
        N_("The archive is damaged"),
        N_("Whoever runs the archive can see in the message what to do."),
    ),
    "archive-locked": (
        N_("The archive is being written to"),
        N_("Trying again in a moment helps."),
    ),
}
#: Seconds after which a browser asks again for an archive that is not there yet.
_AGAIN = 5
_OTHER = N_("This cannot be answered")
_ADVICE = {
    404: N_("The article may have been removed from the archive, or its address was cut short."),
    405: N_("Pages of the archive can only be read."),
    500: N_("The error was written to the server’s log. Trying again may help."),
    503: N_("Whoever runs the archive can see in the message what to do."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the handlers know it: HTTP status, stable code, message, and the parameter it is about."""

    status: int
    code: str
    detail: str
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Everything that the template of an error lays out; `detail` is in English."""

    frame: Frame
    status: int
    heading: str
    detail: str
    advice: str
    parameter: str
    ways: tuple[Link, ...]
    again: int


def problem_page(visit: Visit, problem: Problem) -> ProblemPage:
    """The page of a problem."""
    plain = (_HEADINGS.get(problem.status, _OTHER), _ADVICE.get(problem.status, ""))
    heading, advice = (visit.reader.gettext(text) for text in _OF_CODE.get(problem.code, plain))
    return ProblemPage(
        frame=frame(visit, heading, SearchRequest(_typed(visit))),
        status=problem.status,
        heading=heading,
        detail=shown(problem.detail),
        advice=advice,
        parameter=shown(problem.parameter),
        ways=(*_without(visit, problem), *_ways(visit, problem)),
        again=_AGAIN if problem.code == "archive-missing" else 0,
    )


def _ways(visit: Visit, problem: Problem) -> tuple[Link, ...]:
    start = Link(visit.reader.gettext("Start page"), visit.links.start())
    if problem.status != HTTPStatus.SERVICE_UNAVAILABLE:
        return (start,)
    here = visit.links.in_language(visit.path, visit.pairs, visit.links.lang)
    return (Link(visit.reader.gettext("Try again"), here), start)


def _typed(visit: Visit) -> str:
    """The query of the address that failed, to be mended in the search box."""
    return next((value for name, value in visit.pairs if name == "q"), "")


def _without(visit: Visit, problem: Problem) -> tuple[Link, ...]:
    if not problem.parameter:
        return ()
    label = visit.reader.gettext("Search without %(parameter)s", parameter=shown(problem.parameter))
    return (Link(label, mended(visit.pairs, problem.parameter, visit.links)),)


def mended(pairs: Sequence[tuple[str, str]], parameter: str, links: Links) -> str:
    """The search that the parameters mean without the one that is wrong, and without any other that is."""
    while True:
        kept = [pair for pair in pairs if pair[0] not in (parameter, "lang")]
        try:
            return links.search(parse(kept))
        except ParameterError as error:
            if not any(pair[0] == error.parameter for pair in kept):
                return links.search_pairs([pair for pair in kept if pair[0] == "q"])
            pairs, parameter = kept, error.parameter
