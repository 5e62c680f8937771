"""Serving the application with waitress: many threads, a clean stop, and the address said once it answers."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from waitress.server import create_server

from searchapp.errors import SearchappError
from searchapp.settings import Settings
from searchapp.web.app import create_app
from searchapp.web.awaited import articles
from searchapp.web.port import SearchEngine
from searchapp.web.writing import Writing


def serve_forever(
    engine: SearchEngine, settings: Settings, say: Callable[[str], None], writing: Writing | None = None
) -> None:
    """Serve an archive until the process is told to stop (SIGINT, SIGTERM).

    Raises SearchappError when the address cannot be listened on.
    """
    app = create_app(engine, settings, writing)
    try:
        server = create_server(app, host=settings.host, port=settings.port, threads=settings.threads, ident=None)
    except (OSError, ValueError) as error:
        # waitress says of a host that it cannot resolve that its value is wrong.
        reason = error.strerror if isinstance(error, OSError) else "no such host"
        raise SearchappError(
            f"Port {settings.port} of {settings.host} cannot be listened on: {reason}. "
            f"Choose another address: searchapp serve --host 127.0.0.1 --port {settings.port + 1}"
        ) from error
    signal.signal(signal.SIGTERM, _stop)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"{articles(engine)} at http://{host}:{settings.port}/  (stop with Ctrl-C)")
    try:
        server.run()
    finally:
        server.close()


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SystemExit(0)
