"""The README says what is so: its example is asked of the sample archive, and its commands exist."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

from click.testing import CliRunner

from searchapp.archive import open_archive
from searchapp.cli import main
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_api(tmp_path):
    """The answer that the README shows is what the sample archive answers, but for the time it took."""
    held = str(tmp_path / "index")
    CliRunner().invoke(main, ["index", str(ROOT / "seeds"), "--index", held, "--principal", "Russia"])
    address = urlsplit(re.search(r"curl '([^']+)'", README)[1])
    client = create_app(open_archive(Settings(index=held)).engine, Settings()).test_client()
    answer = client.get(address.path, query_string=parse_qsl(address.query), base_url="http://127.0.0.1:8000").json
    shown = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])
    for told in (answer, shown):
        told["took_ms"] = 0
        for hit in told["hits"]:
            hit["score"] = round(hit["score"], 2)
    assert shown == answer


def test_every_command_is_named():
    """The README names every command, and none that is not there."""
    named = set(re.findall(r"`searchapp (\w+)", README)) - {"COMMAND"}
    assert named == set(main.commands)


def test_make_targets():
    """The two commands of the README are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
