"""Handing over new matches: to a command, to the end of a file, to a webhook."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from searchapp import __version__
from searchapp.alerts.store import Alert, Delivery, Kind
from searchapp.errors import SearchappError, UsageError


class NotDelivered(SearchappError):
    """A delivery did not reach its target; it is made again the next time."""

    code = "not-delivered"


def check(kind: Kind, target: str) -> str:
    """The target as it is kept; raises UsageError for one that cannot be."""
    if kind == "file":
        return os.path.abspath(target)
    if kind == "webhook":
        parts = urlsplit(target)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"--webhook {target}: an address is needed that begins with https:// or http://.")
        return target
    try:
        if shlex.split(target):
            return target
        raise ValueError("there is none")
    except ValueError as error:
        raise UsageError(f"--command {target!r}: it is no command line: {error}.") from None


def place(alert: Alert) -> int | None:
    """How long the alert's file is now, in bytes; None where it goes to no file."""
    if alert.kind != "file":
        return None
    try:
        return os.path.getsize(alert.target)
    except OSError:
        return 0


def deliver(alert: Alert, delivery: Delivery, timeout: float) -> None:
    """Make a delivery, within `timeout` seconds; raises NotDelivered."""
    try:
        _KINDS[alert.kind](alert, delivery, timeout)
    except subprocess.TimeoutExpired:
        raise NotDelivered(f"The command did not end within {timeout:g} s.") from None
    except urllib.error.HTTPError as error:
        error.close()
        raise NotDelivered(f"The webhook answered {error.code} {error.reason}.") from error
    except (OSError, HTTPException) as error:
        raise NotDelivered(f"It failed: {getattr(error, 'reason', None) or error}.") from error


def _to_command(alert: Alert, delivery: Delivery, timeout: float) -> None:
    told = {"SEARCHAPP_ALERT": alert.name, "SEARCHAPP_DELIVERY": delivery.id}
    ended = subprocess.run(  # noqa: S603 - the command is what whoever runs the archive has set up
        shlex.split(alert.target),
        input=delivery.text.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=timeout,
        env={**os.environ, **told},
        check=False,
    )
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip()[-300:]
        raise NotDelivered(f"The command ended with status {ended.returncode}" + (f": {said}" if said else "."))


def _to_file(alert: Alert, delivery: Delivery, timeout: float) -> None:
    """Append the text, unless it stands there already: the stop may have come just after it was written."""
    del timeout
    text, start = delivery.text.encode(), delivery.place or 0
    Path(alert.target).parent.mkdir(parents=True, exist_ok=True)
    with open(alert.target, "a+b") as file:
        file.seek(start)
        written = file.read(len(text))
        if written == text:
            return
        if written and text.startswith(written):
            file.truncate(start)  # Half of it, as a stop or a full disk leaves it.
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would turn the request into one without a body; it is an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _to_webhook(alert: Alert, delivery: Delivery, timeout: float) -> None:
    articles = [json.loads(line) for line in delivery.text.split("\n") if line]
    body = {"alert": alert.name, "search": alert.asked, "delivery": delivery.id, "articles": articles}
    request = urllib.request.Request(  # noqa: S310 - `check` lets http and https only
        alert.target,
        json.dumps(body, ensure_ascii=False).encode(),
        {
            "Content-Type": "application/json",
            "Idempotency-Key": delivery.id,
            "User-Agent": f"searchapp/{__version__}",
        },
        method="POST",
    )
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=timeout):
        pass


_KINDS: Mapping[Kind, Callable[[Alert, Delivery, float], None]] = {
    "command": _to_command,
    "file": _to_file,
    "webhook": _to_webhook,
}
