"""The page that describes the API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from searchapp.web.presenters.frame import Frame, Visit, frame, with_json


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter: its name, where it stands, what it may be, and what it means."""

    name: str
    where: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """A method of an address, with what is sent and answered as examples; `call` asks for it on a command line."""

    id: str
    method: str
    path: str
    says: str
    token: bool
    parameters: tuple[ParameterView, ...]
    answers: tuple[tuple[str, str], ...]
    call: str
    sent: str
    answered: str


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """Everything that the template of the API lays out."""

    frame: Frame
    css: str
    promise: str
    operations: tuple[OperationView, ...]


def reference_page(visit: Visit, description: Mapping[str, Any], machines: str) -> ReferencePage:
    """The page of an OpenAPI description, which stands at the address `machines`."""
    server = description["servers"][0]["url"]
    operations = (
        _operation(method, path, server, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    )
    return ReferencePage(
        frame=with_json(frame(visit, "API"), machines),
        css=visit.links.static("api.css"),
        promise=description["info"]["description"],
        operations=tuple(operations),
    )


def _operation(method: str, path: str, server: str, operation: Mapping[str, Any]) -> OperationView:
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
    answers = operation["responses"]
    done = next(iter(answers.values())).get("content", {})
    return OperationView(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        says=operation["summary"],
        token="security" in operation,
        parameters=tuple(_parameter(given) for given in operation["parameters"]),
        answers=tuple((status, answer["description"]) for status, answer in answers.items()),
        call=" ".join(_call(method, server + path, operation, sent)),
        sent=_shown(sent),
        answered=_shown(done.get("application/json", {}).get("example")),
    )


def _parameter(given: Mapping[str, Any]) -> ParameterView:
    schema = given["schema"]
    kind = schema.get("type", "one of")
    if "enum" in schema:
        kind = "one of " + ", ".join(schema["enum"])
    elif "maximum" in schema:
        kind = f"{schema['minimum']:,} to {schema['maximum']:,}"
    elif kind == "array":
        kind = "repeatable" + (f": {', '.join(schema['items']['enum'])}" if "enum" in schema["items"] else "")
    return ParameterView(given["name"], given["in"], kind, given["description"])


def _call(method: str, url: str, operation: Mapping[str, Any], sent: Any) -> Iterator[str]:
    examples = {given["name"]: given["schema"].get("examples", [None])[0] for given in operation["parameters"]}
    for name in ("id", "name"):
        url = url.replace(f"{{{name}}}", "people" if name == "name" else str(examples.get("id")))
    asked = {name: examples[name] for name in ("q", "fields") if examples.get(name)}
    yield "curl" if method == "get" else f"curl -X {method.upper()}"
    if "security" in operation:
        yield "-H 'Authorization: Bearer TOKEN'"
    if sent is not None:
        yield "-H 'Content-Type: application/json' -d @body.json"
    yield f"'{url}?{urlencode(asked)}'" if asked else f"'{url}'"


def _shown(example: Any) -> str:
    return "" if example is None else json.dumps(example, indent=2, ensure_ascii=False)
