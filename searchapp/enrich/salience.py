"""How much a mention weighs by where it stands."""

from __future__ import annotations

from searchapp.enrich.tokens import Tokens

#: Characters of the text that count as its lead.
LEAD = 300


def weight(tokens: Tokens, position: int) -> int:
    """3 in the headline (a dateline counts the same for places), 2 in the first 300 characters of the text, else 1."""
    if position < tokens.text_from:
        return 3
    return 2 if tokens.starts[position] < LEAD else 1
