"""The wheel: built, installed into an empty environment, it has all it needs to show a page."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel; its build uses the build backend that is installed for tests."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_what_the_wheel_contains(wheel):
    """Templates, static files, translations and data tables travel in the wheel; tests and seeds do not."""
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("templates/", "static/", "web/translations/", "enrich/data/"):
        assert [name for name in names if name.startswith(f"searchapp/{part}")], part
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "index/"))]


def test_a_page_from_the_installed_wheel(wheel, tmp_path):
    """In an empty environment the installed wheel indexes a file and shows a page with its styles and a translation."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SEARCHAPP"))}
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel)]
    subprocess.run(pip, check=True, env=environment, cwd=tmp_path)
    (tmp_path / "a.txt").write_text("Oil talks in Paris\n\nSergei Lavrov spoke of oil in Paris on Monday.\n")
    command = str(tmp_path / "venv" / "bin" / "searchapp")
    subprocess.run([command, "index", "a.txt", "--index", "held"], check=True, env=environment, cwd=tmp_path)
    done = subprocess.run(
        [python, "-c", SHOW], check=True, env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout.split() == ["200", "<mark>oil</mark>", "200", "Artikel"]


SHOW = """
from searchapp.archive import open_archive
from searchapp.settings import Settings
from searchapp.web.app import create_app
client = create_app(open_archive(Settings(index="held")).engine, Settings()).test_client()
page = client.get("/search?q=oil")
print(page.status_code, "<mark>oil</mark>" if "<mark>oil</mark>" in page.text else page.text)
print(client.get("/static/searchapp.css").status_code)
german = client.get("/search?q=oil&lang=de").text
print("Artikel" if "Artikel</h1>" in german or "Artikel " in german else german)
"""
