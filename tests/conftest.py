"""Fixtures that several layers' tests share. Adding an engine to the conformance suite is one line of `ENGINES`."""

import os
from pathlib import Path

import pytest

from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.engines.tantivy import TantivyBackend

ROOT = Path(__file__).parent.parent

ENGINES = {
    "memory": lambda folder: MemoryBackend(),
    "tantivy": lambda folder: TantivyBackend(folder / "index", heap=16_000_000, lock_wait=0.3, create=True),
}


@pytest.fixture(params=sorted(ENGINES))
def engine(request, tmp_path):
    """An empty archive on each engine in turn."""
    engine = Engine(ENGINES[request.param](tmp_path))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def corpora():
    """The measuring corpora beside the checkout; a test that uses them skips where they are not there."""
    folder = Path(os.environ.get("SEARCHAPP_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"the measuring corpora are not at {folder}")
    return folder


def missing_tool(reason):
    """Skip for a tool that is not installed; on CI, where it must be, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
