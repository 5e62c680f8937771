"""Adding a file of JSON Lines to one peer, in a process of its own: `python -m benchmarks.adding PEER LINES FOLDER`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.peers import Peer, made
from benchmarks.peers.own import Own


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a file."""
    with path.open(encoding="utf-8") as held:
        for line in held:
            yield json.loads(line)


def opened(name: str, folder: Path) -> Peer:
    """A peer by its name."""
    return Own(folder) if name == Own.name else made()[name](folder)


def main() -> None:
    """Add them all."""
    name, path, folder = sys.argv[1:]
    peer = opened(name, Path(folder))
    peer.add(lines(Path(path)))
    peer.close()


if __name__ == "__main__":
    main()
