"""Tokens that let a program write to an archive, or read it: `searchapp token`.

The archive keeps the SHA-256 of each in `tokens.db`, never the token. A token has 256 random bits, so that nothing
slower than one hash is needed to guard it.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from searchapp.errors import ArchiveDamaged, NotAllowed, NotFound, OutOfScope, UsageError

FILE = "tokens.db"
SCOPES = ("read", "write")
#: What tokens begin with, so that they are known for what they are where they leak.
_MARK = "searchapp_"
_TABLE = """
CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, scopes TEXT NOT NULL, created TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class Token:
    """What the archive keeps of a token: a short id and a name to speak of it by, its hash, its scopes (with spaces
    between), and when it was made (ISO, UTC)."""

    id: str
    name: str
    hash: str
    scopes: str
    created: str


class Tokens:
    """The tokens of the archive in the folder `path`."""

    def __init__(self, path: Path) -> None:
        self._file = path / FILE

    def all(self) -> tuple[Token, ...]:
        """Every token, the oldest first; raises ArchiveDamaged where the file cannot be read."""
        if not self._file.is_file():
            return ()
        with self._open() as db:
            return tuple(Token(*row) for row in db.execute("SELECT * FROM tokens ORDER BY created, rowid"))

    def add(self, name: str, scopes: Sequence[str]) -> tuple[Token, str]:
        """A new token, and its text, which can be seen only now; raises UsageError for a scope that there is not."""
        for scope in scopes:
            if scope not in SCOPES:
                raise UsageError(f"There is no scope {scope!r}. There are: {', '.join(SCOPES)}.")
        if not name.strip():
            raise UsageError("A token needs a name, so that it is known whose it is.")
        text = _MARK + secrets.token_urlsafe(32)
        wanted = " ".join(scope for scope in SCOPES if scope in scopes) or SCOPES[0]
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        token = Token(secrets.token_hex(4), name.strip(), _hash(text), wanted, now)
        with self._open() as db:
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", astuple(token))
        return token, text

    def revoke(self, token_id: str) -> None:
        """Take a token out of use, at once; raises NotFound."""
        with self._open() as db:
            if not db.execute("DELETE FROM tokens WHERE id = ?", (token_id,)).rowcount:
                raise NotFound(f"There is no token {token_id!r}. searchapp token list shows the ids.")

    def allowed(self, text: str, scope: str) -> Token:
        """The token with that text; raises NotAllowed where there is none, OutOfScope where it may not do this."""
        given = _hash(text)
        # All are looked at, each in the same time, so that the time tells nothing.
        found = [token for token in self.all() if hmac.compare_digest(token.hash, given)]
        if not found:
            raise NotAllowed(
                "A token is needed: Authorization: Bearer TOKEN. Whoever runs the archive makes one with: "
                f"searchapp token add NAME --scope {scope}"
            )
        if scope not in found[0].scopes.split():
            raise OutOfScope(f"This token may {found[0].scopes.replace(' ', ' and ')}, not {scope}.")
        return found[0]

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, for its owner's eyes only; what is changed is kept at the end of the block."""
        try:
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))
            with contextlib.closing(sqlite3.connect(self._file, timeout=10)) as db, db:
                db.execute(_TABLE)
                yield db
        except (OSError, sqlite3.Error) as error:
            raise ArchiveDamaged(
                f"{self._file} cannot be used: {error}. See that you may write there; if it is damaged, remove it, and "
                "make the tokens anew: searchapp token add NAME"
            ) from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
