"""Answers that are sent only when they differ from what the asker has."""

from __future__ import annotations

import datetime
import hashlib
import math
import threading
import time
from collections.abc import Callable

from flask import Response, request

from searchapp import __version__
from searchapp.web.port import SearchEngine
from searchapp.web.visit import visit


class Commits:
    """When this process first saw the commit that is the newest now; each has a second of its own."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._revision = ""
        self._at = 0

    def seen(self, revision: str) -> datetime.datetime:
        """The time (UTC) at which the commit was first seen, or a second after the one before where they crowd."""
        with self._lock:
            if revision != self._revision:
                self._revision, self._at = revision, max(math.floor(self._clock()), self._at + 1)
            return datetime.datetime.fromtimestamp(self._at, datetime.UTC)


def unless_known(engine: SearchEngine, make: Callable[[], Response], commits: Commits | None = None) -> Response:
    """What `make` answers, tagged by the archive's commit and the request; 304 for those who have it.

    With `commits` those are told who only know when they last asked. The commit is read before the answer is made, so
    that a tag never stands for less than was sent.
    """
    revision = engine.status().revision
    tag, at = _tag(revision), commits.seen(revision) if commits else None
    answer = Response(status=304) if _has(tag, at) else make()
    # Weak: the time that it took differs.
    answer.set_etag(tag, weak=True)
    if at:
        answer.last_modified = at
    # It may be kept, and has to be asked for again each time.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _has(tag: str, at: datetime.datetime | None) -> bool:
    """Whether the asker has the answer: by its tag, and only where none is sent by the time (RFC 9110, 13.2.2)."""
    if request.if_none_match:
        return request.if_none_match.contains_weak(tag)
    since = request.if_modified_since
    return at is not None and since is not None and at <= since


def _tag(revision: str) -> str:
    told = (revision, __version__, visit().reader.language, request.host_url, request.full_path)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
