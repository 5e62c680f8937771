"""A query tree as text that is read as that tree again."""

from __future__ import annotations

from dataclasses import replace

from searchapp.query.tree import All, And, Boost, Dates, Fuzzy, Leaf, Node, Not, Or, Phrase, Prefix, Present, Word


def render(node: Node) -> str:
    """Query text that parses to `node` again.

    >>> render(And((Word("oil"), Not(Or((Word("a"), Phrase("b c")))))))
    'oil -(a OR "b c")'
    """
    match node:
        case And(parts):
            return " ".join(_inner(part, (Or, And)) for part in parts)
        case Or(parts):
            return " OR ".join(_inner(part, (Or,)) for part in parts)
        case Not(part):
            return "-" + _inner(part, (And, Or, Not))
        case Boost(part, factor):
            return f"{_inner(part, (And, Or, Not))}^{factor:g}"
        case All():
            return "*"
        case Present(field):
            return f"{field}:*"
        case Dates(first, last):
            if first == last and first is not None:
                return f"date:{first}"
            return f"date:{first or ''}..{last or ''}"
    return (f"{node.field}:" if node.field else "") + _leaf(replace(node, field=None))


def _inner(node: Node, bracketed: tuple[type, ...]) -> str:
    return f"({render(node)})" if isinstance(node, bracketed) else render(node)


def _leaf(node: Leaf) -> str:
    match node:
        case Phrase(text, slop):
            return f'"{text}"' + (f"~{slop}" if slop else "")
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, edits):
            return f"{text}~{edits if edits > 1 else ''}"
        case Word(text):
            return text
    raise AssertionError(node)
