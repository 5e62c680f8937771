"""Compiled XPath expressions with a type that a checker can follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree, html

#: From an element to the elements or texts that an expression selects.
Select = Callable[[html.HtmlElement], list[Any]]


def select(path: str) -> Select:
    """A function that returns the nodes which `path` selects from the element it is given, in document order."""
    expression: Any = etree.XPath(path)
    return lambda element: list(expression(element))
