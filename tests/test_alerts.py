"""Saved searches hand over their new matches, each article once."""

import functools
import http.server
import json
import multiprocessing
import os
import signal
import sys
import threading

import pytest

import searchapp
from searchapp import settings
from searchapp.alerts import running
from searchapp.alerts.store import Alerts, open_alerts
from searchapp.archive import open_archive
from searchapp.lock import write_lock
from searchapp.upkeep import rebuild
from tests.export.test_exports import run


def article(number):
    return {"id": f"{number:03}", "title": f"Oil report {number}", "text": f"Oil fell by {number}."}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def archive(folder):
    with searchapp.open_archive(str(folder), create=True) as opened:
        opened.add([article(1), {"id": "wheat", "text": "Wheat rose."}])
        yield opened


def alert(folder, *given, status=0):
    ended = run("alert", *given, "--index", folder)
    assert ended.exit_code == status, ended.stderr
    return ended


def told(path):
    """The ids in a file of matches, in order."""
    return [json.loads(line)["id"] for line in path.read_bytes().split(b"\n") if line] if path.exists() else []


def test_new_matches_are_appended_to_a_file_once(archive, folder, tmp_path):
    """What was there before is not told; what comes is told once, with what is known of it."""
    out = tmp_path / "out" / "oil.jsonl"
    assert "1 matches were there before" in alert(folder, "add", "oil", "oil", "--file", out).stderr
    alert(folder, "run")
    assert told(out) == []
    archive.add([article(2), article(3), {"id": "rye", "text": "Rye rose."}])
    for _ in range(2):
        alert(folder, "run")
        assert told(out) == ["002", "003"]
    first = json.loads(out.read_text().split("\n")[0])
    assert (first["alert"], first["title"], "text" in first) == ("oil", "Oil report 2", False)
    archive.add({**article(2), "text": "Oil, again."})
    archive.remove("003")
    archive.add(article(3))
    alert(folder, "run")
    assert told(out) == ["002", "003"]


def test_index_runs_the_alerts(archive, folder, tmp_path):
    """After `index` the new matches are handed over; a delivery that fails is no failure of the index."""
    out = tmp_path / "oil.jsonl"
    alert(folder, "add", "all", "--file", out, "--existing")
    alert(folder, "add", "bad", "oil", "--command", "false")
    (tmp_path / "new.jsonl").write_text(json.dumps(article(7)) + "\n")
    ended = run("index", tmp_path / "new.jsonl", "--index", folder, "--workers", "1")
    assert ended.exit_code == 0
    assert "Alert all: 3 handed over" in ended.stderr and "alert bad: The command ended with status 1" in ended.stderr
    assert told(out) == ["001", "007", "wheat"]


def test_a_story_that_stands_elsewhere_too_is_told_once(archive, folder, tmp_path):
    """An article that takes in copies, or is taken in by an older one, is the one that was told of."""
    story = {"title": "Oil fell", "text": "Oil fell " + " ".join(f"word{number}" for number in range(300)) + "."}
    out = tmp_path / "oil.jsonl"
    alert(folder, "add", "oil", "oil", "--file", out)
    archive.add({**story, "id": "b", "date": "2014-01-02"})
    alert(folder, "run")
    archive.add({**story, "id": "a", "outlet": "Daily", "date": "2014-01-01"})
    assert archive.count() == 3
    alert(folder, "run")
    archive.remove("b")
    archive.add({**story, "id": "a", "outlet": "Daily", "text": story["text"] + "More."})
    alert(folder, "run")
    assert told(out) == ["b"]


def test_filters_and_more_than_one_delivery(archive, folder, tmp_path, monkeypatch):
    """An alert takes the filters of a search; many matches come in several deliveries."""
    monkeypatch.setattr(running, "MOST", 2)
    out = tmp_path / "oil.jsonl"
    alert(folder, "add", "some", "oil", "-f", "people.missing=1", "--file", out, "--existing")
    archive.add([article(number) for number in range(1, 8)])
    alert(folder, "run", "some")
    assert told(out) == [f"{number:03}" for number in range(1, 8)]


def test_a_command_gets_json_lines_and_is_tried_again(archive, folder, tmp_path):
    """A command that fails gets the same delivery the next time, under the same name."""
    script = tmp_path / "hook.py"
    script.write_text(
        "import os, sys, pathlib\n"
        f"log = pathlib.Path({str(tmp_path / 'log')!r})\n"
        "with log.open('a') as out: out.write(os.environ['SEARCHAPP_DELIVERY'] + sys.stdin.read())\n"
        f"if not pathlib.Path({str(tmp_path / 'good')!r}).exists(): sys.exit('no room')\n"
    )
    alert(folder, "add", "oil", "oil", "--command", f"{sys.executable} {script}", "--existing")
    ended = alert(folder, "run", status=1)
    assert "status 1: no room It is tried again" in ended.stderr
    assert "no room" in alert(folder, "list").stdout
    (tmp_path / "good").touch()
    archive.add(article(2))
    alert(folder, "run")
    one, two, three = (tmp_path / "log").read_text().split("\n")[:3]
    assert one == two and '"id": "002"' in three
    [listed] = json.loads(alert(folder, "list", "--json").stdout)
    assert (listed["handed"], listed["error"]) == (2, "")


def test_a_command_that_does_not_end_is_cut(archive, folder):
    """It has its time, and then the others have theirs."""
    alert(folder, "add", "slow", "oil", "--command", "sleep 60", "--existing")
    assert "within 1 s" in alert(folder, "run", "--alert-timeout", "1", status=1).stderr
    alert(folder, "add", "none", "oil", "--command", "/no/such/program", "--existing")
    assert "No such file" in alert(folder, "run", "none", status=1).stderr


class Hook(http.server.BaseHTTPRequestHandler):
    """Answers with the statuses of `answers` in turn."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Idempotency-Key"], json.loads(body)))
        self.send_response(self.server.answers.pop(0))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def do_GET(self):
        """A redirect that is followed would come here, without a body."""
        self.server.got.append(None)

    def log_message(self, *_):
        """Nothing is printed."""


def test_a_webhook_is_posted_to_and_tried_again(archive, folder):
    """JSON is posted; an error and a redirect are tried again with the same key."""
    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        server.got, server.answers = [], [500, 302, 204]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        alert(folder, "add", "oil", "oil", "--webhook", f"http://127.0.0.1:{server.server_port}/", "--existing")
        assert "answered 500" in alert(folder, "run", status=1).stderr
        assert "answered 302" in alert(folder, "run", status=1).stderr
        alert(folder, "run")
        alert(folder, "run")
        server.shutdown()
    assert len(server.got) == 3 and server.got[0] == server.got[1] == server.got[2]
    key, body = server.got[0]
    assert key == body["delivery"]
    assert (body["alert"], [article["id"] for article in body["articles"]]) == ("oil", ["001"])
    assert alert(folder, "add", "dead", "oil", "--webhook", f"http://127.0.0.1:{server.server_port}/", "--existing")
    assert "refused" in alert(folder, "run", "dead", status=1).stderr


def _dies(folder, where, after):
    """Runs the alerts, and ends without a word before or after a certain step."""
    steps = iter(range(100))

    def step(real, *given):
        now = next(steps) == where
        if now and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*given)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    running.deliver = functools.partial(step, running.deliver)
    for name in ("begin", "done", "finished"):
        setattr(
            Alerts,
            name,
            functools.partialmethod(lambda self, real, *given: step(real, self, *given), getattr(Alerts, name)),
        )
    running.MOST = 2
    held = settings.load({"index": str(folder)}, {}, folder.parent)
    running.run(folder, open_archive(held).engine, 5, 0)


@pytest.mark.parametrize("where", range(7))
@pytest.mark.parametrize("after", [False, True])
def test_each_article_stands_once_in_the_file_whatever_stops_it(archive, folder, tmp_path, where, after):
    """A kill before or after any step of a run loses nothing and repeats nothing."""
    out = tmp_path / "oil.jsonl"
    out.write_text('{"id": "old"}\n')
    archive.add(article(number) for number in range(2, 5))
    alert(folder, "add", "oil", "oil", "--file", out, "--existing")
    process = multiprocessing.get_context("fork").Process(target=_dies, args=(folder, where, after))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    archive.add(article(5))
    alert(folder, "run")
    assert told(out) == ["old", "001", "002", "003", "004", "005"]


def test_half_a_delivery_is_taken_back(archive, folder, tmp_path):
    """What a full disk left of a delivery is no line of the file in the end."""
    out = tmp_path / "oil.jsonl"
    alert(folder, "add", "oil", "oil", "--file", out)
    with open_alerts(folder) as alerts:
        delivery = alerts.begin("oil", ["x"], '{"id": "x"}\n', 0)
    out.write_text(delivery.text[:5])
    alert(folder, "run")
    assert told(out) == ["x"]


def test_alerts_survive_a_rebuild(archive, folder, tmp_path):
    """A rebuilt archive tells nothing again."""
    out = tmp_path / "oil.jsonl"
    alert(folder, "add", "oil", "oil", "--file", out)
    rebuild(settings.load({"index": str(folder)}, {}, folder.parent), lambda *told: None)
    archive.add(article(2))
    alert(folder, "run")
    assert told(out) == ["002"]


def test_one_runs_alerts_at_a_time(archive, folder, tmp_path, monkeypatch):
    """While another process hands over, this one waits and then says so."""
    monkeypatch.setenv("SEARCHAPP_LOCK_WAIT", "0")
    alert(folder, "add", "oil", "oil", "--file", tmp_path / "out")
    with write_lock(folder, 0, running.LOCK):
        assert "alerts" in alert(folder, "run", status=1).stderr


def test_what_cannot_be_an_alert_is_refused(archive, folder, tmp_path):
    """Each mistake is said, and nothing is saved."""
    to = ("--file", tmp_path / "x")
    assert "one of --command" in alert(folder, "add", "a", "oil", status=2).stderr
    assert "one of --command" in alert(folder, "add", "a", "oil", *to, "--command", "true", status=2).stderr
    assert "https://" in alert(folder, "add", "a", "oil", "--webhook", "ftp://x/y", status=2).stderr
    assert "command line" in alert(folder, "add", "a", "oil", "--command", "'", status=2).stderr
    assert "every match" in alert(folder, "add", "a", "-f", "page=2", *to, status=2).stderr
    assert "no parameter" in alert(folder, "add", "a", "-f", "colour=red", *to, status=2).stderr
    assert "named" in alert(folder, "add", " ", "oil", *to, status=2).stderr
    assert json.loads(alert(folder, "list", "--json").stdout) == []
    alert(folder, "add", "a", "oil", *to)
    assert "already" in alert(folder, "add", "a", "oil", *to, status=2).stderr
    alert(folder, "remove", "a")
    assert "no alert" in alert(folder, "remove", "a", status=1).stderr
    assert "no alert" in alert(folder, "run", "a", status=1).stderr
