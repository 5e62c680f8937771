"""The examples of the documentation are run, and print what is said that they print."""

import os
import re
import shutil
import subprocess
import sys
import threading

import pytest
from waitress.server import create_server

from searchapp import settings
from searchapp.archive import open_archive
from searchapp.tokens import Tokens
from searchapp.web.app import create_app
from searchapp.web.writing import Writing
from searchapp.writing import Writer
from tests.conftest import ROOT, missing_tool
from tests.export.test_exports import run

EXAMPLES = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n((?:(?!```).)*)```\n\n```text\n((?:(?!```).)*)```", re.DOTALL)
BLOCKS = BLOCK.findall(EXAMPLES)
TOOLS = {
    "bash": ("bash", "-euo", "pipefail", "-c"),
    "python": (sys.executable, "-c"),
    "javascript": ("node", "--input-type=module", "-e"),
    "r": ("Rscript", "--vanilla", "-e"),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The archive of the examples on a port of its own: its address, and a token."""
    folder = tmp_path_factory.mktemp("examples")
    lines = re.search(r"```jsonl\n(.*?)```", EXAMPLES, re.DOTALL)[1]
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    assert run("index", folder / "lines.jsonl", "--index", folder / "index", "--workers", "1").exit_code == 0
    held = settings.load({"index": str(folder / "index")}, {}, folder)
    tokens = Tokens(folder / "index")
    app = create_app(open_archive(held).engine, held, Writing(Writer(held), tokens))
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}", tokens.add("examples", ["write"])[1]
    server.close()


def test_there_are_examples_in_every_language():
    """curl, Python, JavaScript and R."""
    assert {language for language, _, _ in BLOCKS} == set(TOOLS)


@pytest.mark.parametrize("number", range(len(BLOCKS)), ids=[language for language, _, _ in BLOCKS])
def test_an_example_prints_what_is_said(served, number):
    """Each is run as it stands, but for the port, one after the other."""
    language, code, said = BLOCKS[number]
    for program in {TOOLS[language][0], "curl" if language == "bash" else "python3"}:
        if not shutil.which(program):
            missing_tool(f"{program} is not installed (Debian: curl, nodejs, r-base-core)")
    url, token = served
    ended = subprocess.run(
        [*TOOLS[language], code.replace("http://127.0.0.1:8000", url)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "SEARCHAPP_TOKEN": token, "NO_PROXY": "127.0.0.1", "LC_ALL": "C.UTF-8"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.replace("\r\n", "\n") == said


def test_the_examples_of_python(tmp_path, monkeypatch, capsys):
    """docs/python.md shows what it prints, and names every method."""
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    _, code, said = BLOCK.search(text).groups()
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "docs/python.md", "exec"), {})  # noqa: S102 - our own documentation
    assert capsys.readouterr().out == said
    from searchapp.library import Archive

    for name in (name for name in vars(Archive) if not name.startswith("_") and name != "close"):
        assert f"archive.{name}(" in text, name
