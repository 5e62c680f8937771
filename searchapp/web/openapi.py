"""The description of the API in OpenAPI 3.1: operations from a table, shapes from the types that answers have."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from searchapp import __version__
from searchapp.articles import Article, to_json
from searchapp.errors import ParameterError
from searchapp.export.fields import FIELDS, MORE
from searchapp.export.formats import EXPORTS
from searchapp.fields import BY_NAME, FACETS
from searchapp.query.request import MOST_FACET_SIZE, MOST_PER_PAGE, MOST_QUERY, PARAMETERS, SORTS, SearchRequest
from searchapp.query.result import Bucket, FacetResult, FacetValue, Histogram, Hit, SearchResult, Snippet
from searchapp.web import grid, shapes
from searchapp.web.answer import search_answer
from searchapp.web.batches import MOST_REQUESTS
from searchapp.web.i18n import DEFAULT, languages, reader
from searchapp.web.problems import as_problem

_REF = "#/components/schemas/{name}"
_JSON, _LINES, _PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
_TEXT: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {
    "type": "string",
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "examples": ["2014", "2014-01-28"],
}


def _number(default: int, most: int) -> Mapping[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


#: Schema and meaning of the parameters of a search that are not about one facet.
_SEARCH: dict[str, tuple[Mapping[str, Any], str]] = {
    "q": ({"type": "string", "maxLength": MOST_QUERY, "examples": ["gas -oil"]}, "The query, as in the search box."),
    "date.from": (_DAY, "The first year, month or day, inclusive."),
    "date.to": (_DAY, "The last year, month or day, inclusive."),
    "sort": (
        {"enum": list(SORTS)},
        "The order of the hits; by default by relevance, without a query the newest first.",
    ),
    "id": ({"type": "array", "items": _TEXT}, "These articles only."),
    "copies": (
        {"enum": ["grouped", "all"], "default": "grouped"},
        "grouped: of near-copies only the best is a hit; all: each is one.",
    ),
    "principal": (
        {"type": "array", "items": _TEXT, "examples": [["Turkey"]]},
        "Whose counterparts are meant, in place of the archive's own; none: every salient actor.",
    ),
    "page": (_number(1, 1_000_000), "The page of hits."),
    "per_page": (_number(20, MOST_PER_PAGE), "Hits on a page."),
    "cursor": (_TEXT, "The hits after an answer: its `next`. Takes the place of `page`."),
    "facet": ({"type": "array", "items": {"enum": [*FACETS, "none"]}}, "Facets to count; by default all."),
    "facet.size": (_number(10, MOST_FACET_SIZE), "Values of each facet."),
}
_HOW = {
    "": "any of these",
    ".all": "all of these",
    ".not": "none of these",
    ".missing": "1: articles without a value",
}
_WHERE = ("q", "date.from", "date.to")
_PLACED = ("page", "per_page", "cursor", "facet", "facet.size", "sort")


def search_parameters(without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The parameters of a search, but those `without`."""
    return [_parameter(name) for name in PARAMETERS if name not in without]


def _parameter(name: str) -> dict[str, Any]:
    if name in _SEARCH:
        schema, says = _SEARCH[name]
        return _query(name, schema, says)
    stem, dot, suffix = name.partition(".")
    says = f"{BY_NAME[stem].label}: {_HOW[dot + suffix]}."
    return _query(name, {"enum": ["0", "1"]} if suffix == "missing" else {"type": "array", "items": _TEXT}, says)


def _query(name: str, schema: Mapping[str, Any], says: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": dict(schema), "description": says}


_LANG = _query("lang", {"enum": list(languages())}, "The language of labels; default: `Accept-Language`.")
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "examples": ["gas-talks"]},
    "description": "The article's id, percent-encoded.",
}
_FACET = {"name": "name", "in": "path", "required": True, "schema": {"enum": list(FACETS)}, "description": "A facet."}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Makes a repeat harmless: for a day the same request with the same key is answered as before.",
}
_EXPORT = [
    _query("format", {"enum": list(EXPORTS), "default": "jsonl"}, "The format."),
    _query("fields", {"type": "string", "examples": ["date,title,url"]}, f"Some of {', '.join((*FIELDS, *MORE))}."),
]
_LISTING = [
    _query("prefix", _TEXT, "What a word of the value begins with."),
    _query("order", {"enum": ["count", "name"], "default": "count"}, "The order of the values."),
    _query("page", _number(1, 999_999_999), "The page of values."),
    _query("size", _number(100, 1000), "Values on a page."),
]
_GRID = [
    _query("rows", {"enum": list(FACETS), "default": grid.ROWS}, "The facet of the rows."),
    _query("columns", {"enum": list(grid.COLUMNS), "default": grid.COLUMNS[0]}, "A facet, or years or months."),
    _query("size", _number(grid.SIZE, grid.MOST_SIZE), "Rows at most."),
]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one address does; `endpoint` is its name in the application.

    `answers` are the shapes, or other media types, by status; `body` those of what is sent, by media type.
    """

    endpoint: str
    method: str
    path: str
    says: str
    answers: Mapping[int, Any]
    parameters: tuple[Mapping[str, Any], ...] = ()
    body: Mapping[str, Any] | None = None
    problems: tuple[int, ...] = (400, 429, 503)
    token: bool = False


_WRITES: dict[str, Any] = {"problems": (400, 401, 403, 413, 415, 422, 429, 503), "token": True}
_ARTICLE_OR_LIST = {"anyOf": [shapes.ArticleGiven, list[shapes.ArticleGiven]]}  # type: ignore[valid-type]
OPERATIONS = (
    Operation("api_search", "get", "/api/v1/search", "Hits, facets and counts over time for a search.",
              {200: shapes.SearchAnswer}, (*search_parameters(), _LANG)),
    Operation("api_batch", "post", "/api/v1/search", f"The answers to several searches, {MOST_REQUESTS} at most.",
              {200: shapes.BatchAnswer}, (_LANG,), {_JSON: list[dict[str, Any]]}, (400, 413, 415, 429, 503)),
    Operation("api_suggest", "get", "/api/v1/suggest", "What the text typed may become, under a search's filters.",
              {200: shapes.SuggestionsAnswer}, (*search_parameters(_PLACED), _LANG)),
    Operation("api_facet", "get", "/api/v1/facets/{name}", "Every value of a facet under a search.",
              {200: shapes.ListingAnswer}, (_FACET, *search_parameters(_PLACED), *_LISTING, _LANG),
              problems=(400, 404, 429, 503)),
    Operation("api_matrix", "get", "/api/v1/matrix", "Counts of a facet against another, or against time.",
              {200: shapes.MatrixAnswer}, (*search_parameters(_PLACED), *_GRID, _LANG)),
    Operation("api_article", "get", "/api/v1/articles/{id}", "One article, whole, with the evidence for its values.",
              {200: shapes.ArticleAnswer}, (_ID, _parameter("principal"), _LANG), problems=(400, 404, 429, 503)),
    Operation("api_add", "post", "/api/v1/articles", "Add articles: one, a list, or JSON Lines of any number.",
              {200: {"anyOf": [shapes.WrittenAnswer, shapes.WrittenAllAnswer]}, 201: shapes.WrittenAnswer}, (_KEY,),
              {_JSON: _ARTICLE_OR_LIST, _LINES: None}, **_WRITES),
    Operation("api_put", "put", "/api/v1/articles/{id}", "Add an article under its id, or change it.",
              {200: shapes.WrittenAnswer, 201: shapes.WrittenAnswer}, (_ID, _KEY), {_JSON: shapes.ArticleGiven},
              **_WRITES),
    Operation("api_remove", "delete", "/api/v1/articles/{id}", "Remove an article.",
              {200: shapes.RemovedAnswer}, (_ID, _KEY), problems=(400, 401, 403, 404, 422, 429, 503), token=True),
    Operation("api_export", "get", "/api/v1/export", "Every match of a search, streamed, in a format.",
              {200: sorted({export.mimetype for export in EXPORTS.values()})},
              (*_EXPORT, *search_parameters(_PLACED), _LANG)),
    Operation("feed", "get", "/feed", "The newest matches of a search as an Atom feed.",
              {200: ["application/atom+xml"]}, (*search_parameters(_PLACED), _LANG)),
    Operation("api_status", "get", "/api/v1/status", "What keeps the archive and how large it is.",
              {200: shapes.StatusAnswer}, (_LANG,)),
)  # fmt: skip
_SAYS = {
    200: "Done.",
    201: "Added.",
    304: "As it was: the `ETag` sent in `If-None-Match` still holds.",
    400: "A parameter or a body that cannot be understood.",
    401: "A token is needed.",
    403: "The token may not do this.",
    404: "There is no such article, facet or address.",
    413: "More than is taken in one request.",
    415: "A body of a type that is not read.",
    422: "An article that cannot be taken, or an idempotency key that came with another request.",
    429: "Too many requests; `Retry-After` says when to come again.",
    503: "The archive cannot be used right now; `Retry-After` says when to come again, where that is known.",
}


def description(name: str, url: str, endpoints: Iterable[str]) -> dict[str, Any]:
    """The description of the API of the archive `name` at the address `url`, with the operations of `endpoints`."""
    there = frozenset(endpoints)
    operations = [operation for operation in OPERATIONS if operation.endpoint in there]
    known = [shape for operation in operations for shape in _shapes(operation)] + [shapes.ProblemAnswer]
    _, schemas = msgspec.json.schema_components(known, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": name,
            "version": __version__,
            "summary": "Search, facets, export and writing of a news archive.",
            "description": "Within /api/v1 nothing is taken away or changes its meaning; things are added.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": url}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of `searchapp token add`."}
            },
        },
    }


def _shapes(operation: Operation) -> Iterable[Any]:
    for given in (*operation.answers.values(), *(operation.body or {}).values()):
        if isinstance(given, dict):
            yield from given["anyOf"]
        elif given is not None and not (isinstance(given, list)):
            yield given


def _operation(operation: Operation) -> dict[str, Any]:
    conditional = [304] if operation.method == "get" and operation.endpoint != "api_export" else []
    answers: dict[str, Any] = {str(status): _answer(operation, status) for status in operation.answers}
    answers |= {str(status): {"description": _SAYS[status]} for status in conditional}
    answers |= {str(status): _problem(status) for status in operation.problems}
    made: dict[str, Any] = {
        "operationId": operation.endpoint,
        "summary": operation.says,
        "parameters": [dict(parameter) for parameter in operation.parameters],
        "responses": answers,
    }
    if operation.body:
        made["requestBody"] = {"required": True, "content": {kind: _sent(operation, kind) for kind in operation.body}}
    if operation.token:
        made["security"] = [{"token": []}]
    return made


def _answer(operation: Operation, status: int) -> dict[str, Any]:
    shape = operation.answers[status]
    if isinstance(shape, list):
        return {"description": _SAYS[status], "content": {kind: {"schema": dict(_TEXT)} for kind in shape}}
    content: dict[str, Any] = {"schema": _schema(shape)}
    if (example := _EXAMPLES.get(operation.endpoint)) is not None:
        content["example"] = example
    return {"description": _SAYS[status], "content": {_JSON: content}}


def _sent(operation: Operation, kind: str) -> dict[str, Any]:
    shape = (operation.body or {})[kind]
    if shape is None:
        return {"schema": {**_TEXT, "description": "An article a line."}}
    return {"schema": _schema(shape), "example": _BODIES[operation.endpoint]}


def _schema(shape: Any) -> dict[str, Any]:
    if isinstance(shape, dict):
        return {"anyOf": [_schema(one) for one in shape["anyOf"]]}
    (schema,), _ = msgspec.json.schema_components([shape], ref_template=_REF)
    return dict(schema)


def _problem(status: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": _SAYS[status],
        "content": {_PROBLEM: {"schema": _schema(shapes.ProblemAnswer)}},
    }
    if status == 400:
        made["content"][_PROBLEM]["example"] = as_problem(ParameterError("page", "page cannot be 'none': …"))
    if status in (429, 503):
        made["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return made


_ARTICLE = Article(
    id="gas-talks",
    source="api",
    url="https://news.example/2014/gas",
    title="Gas talks resume in Brussels",
    text="Sergei Lavrov said the gas price would hold.",
    date=datetime.date(2014, 1, 28),
    outlet="Harbour Courier",
    language="en",
    people=("Sergei Lavrov",),
    provenance={"people": "rules"},
)
_FOUND = SearchResult(
    total=1,
    hits=(Hit(_ARTICLE, 1.5, Snippet(_ARTICLE.title, ((0, 3),)), (Snippet(_ARTICLE.text, ((23, 26),)),)),),
    facets={"people": FacetResult((FacetValue("Sergei Lavrov", 1),), distinct=1)},
    histogram=Histogram("day", (Bucket("2014-01-28", 1),)),
    took_ms=1.2,
)
_GIVEN = {"url": _ARTICLE.url, "title": _ARTICLE.title, "text": _ARTICLE.text, "date": "2014-01-28"}
_WRITTEN = {"position": 1, "id": "gas-talks", "status": "added", "revision": "7"}
_SEARCHED = search_answer(SearchRequest("gas", facets=("people",)), _FOUND, reader(DEFAULT))
#: What is answered to whom, made by what answers.
_EXAMPLES: dict[str, Any] = {
    "api_search": _SEARCHED,
    "api_batch": {"answers": [{"answer": _SEARCHED}, {"problem": as_problem(ParameterError("page", "page cannot …"))}]},
    "api_article": {**to_json(_ARTICLE), "near_copies": []},
    "api_add": _WRITTEN,
    "api_put": _WRITTEN,
    "api_remove": {"id": "gas-talks", "status": "removed", "revision": "8"},
}
#: What is sent.
_BODIES: dict[str, Any] = {
    "api_batch": [{"q": "gas", "people": ["Sergei Lavrov"], "facet": "none"}, {"q": "oil", "date.from": "2014"}],
    "api_add": _GIVEN,
    "api_put": _GIVEN,
}
