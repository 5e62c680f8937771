"""`searchapp index` is stopped by a kill, by Ctrl-C, by a full disk: what was committed stays, the rest comes later."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchapp.archive import STORED
from searchapp.checking import check
from searchapp.settings import Settings
from searchapp.stamp import read_stamp

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

#: Kills, and how many of them an archive gets before it is looked at.
KILLS, IN_A_ROW = 25, 5
ARTICLES = 240


#: Starts commands as forks of itself, which have their modules loaded: what takes most of the time of a short run.
#: Reads a line of JSON for each: the arguments, a file for its output, and bytes beyond which no file may grow.
DRIVER = """
import json, multiprocessing.forkserver as server, os, resource, sys
import searchapp.archive, searchapp.engines.tantivy, searchapp.indexing
from searchapp.cli import main
from searchapp.ingest import child

def command(arguments, output, most):
    os.setsid()
    out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1), os.dup2(out, 2)
    # The fork server is no child of this process, and cannot be waited for.
    real, its = os.waitpid, server._forkserver._forkserver_pid
    os.waitpid = lambda pid, how: (0, 0) if pid == its else real(pid, how)
    if most is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    main(arguments)

child._context()
for line in sys.stdin:
    if not (pid := os.fork()):
        status = 1
        try:
            command(*json.loads(line))
        except SystemExit as end:
            status = end.code or 0
        finally:
            os._exit(status)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class Driver:
    """The driver, and the command that it runs at the moment."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output.txt"
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=ENVIRON,
        )

    def start(self, arguments, most=None):
        self.process.stdin.write(json.dumps([[str(one) for one in arguments], str(self.output), most]) + "\n")
        self.pid = int(self.process.stdout.readline())

    def ended(self, within):
        """Whether the command has ended, or does so within some seconds."""
        return bool(select.select([self.process.stdout], [], [], within)[0])

    def status(self):
        return int(self.process.stdout.readline())

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        return self.status()


ENVIRON = {**os.environ, "SEARCHAPP_COMMIT_ARTICLES": "4", "SEARCHAPP_HEAP": "16", "SEARCHAPP_LOCK_WAIT": "0"}


@dataclass
class Run:
    """`searchapp index` of a folder."""

    news: Path
    index: Path
    errors: Path

    @property
    def arguments(self):
        return ["index", self.news, "--index", self.index, "--errors", self.errors, "--json"]

    def start(self):
        """The command as a process of its own, in a group of its own."""
        command = [sys.executable, "-m", "searchapp", *map(str, self.arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=ENVIRON, start_new_session=True)

    def whole(self, driver):
        """One run to its end: exit status and report."""
        driver.start(self.arguments)
        status = driver.status()
        assert status == 3, driver.output.read_text()
        return json.loads(driver.output.read_text())

    def committed(self):
        """Records that the ledger has."""
        return len(self.ledger()[0])

    def ledger(self):
        """Its records and skips."""
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.index}/ledger.db?mode=ro", uri=True)) as db:
                records = db.execute("SELECT path, fingerprint, id, locator FROM records ORDER BY 1, 2").fetchall()
                return records, db.execute("SELECT path, locator, reason FROM skips ORDER BY 1, 2").fetchall()
        except sqlite3.OperationalError:  # It is not there yet.
            return [], []

    def articles(self):
        """Every article of the index as it is stored."""
        stamp = read_stamp(self.index)
        return sorted(text for _, text in STORED[stamp.engine](self.index / stamp.place))

    def told(self):
        """The places that the file of errors names; raises ValueError where a line is no JSON."""
        if not self.errors.exists():
            return set()
        return {(entry["path"], entry["locator"]) for entry in map(json.loads, self.errors.read_text().splitlines())}

    def state(self):
        """All that must be the same however often it was stopped; and that it is sound."""
        found = check(Settings(index=str(self.index)), lambda done, name, skipped=0: None)
        assert found.sound, found.as_text()
        return self.articles(), self.ledger(), self.told()


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """Pages, texts, and lines with and without ids, some of them bad; the first file by name is bad, too."""
    folder = tmp_path_factory.mktemp("stops") / "news"
    folder.mkdir()
    (folder / "a.json").write_text("{broken")
    for number in range(20):
        text = f"<h1>Talks, day {number}</h1><p>Ministers met in Vienna on day {number}.</p>"
        (folder / f"page-{number:02}.html").write_text(f"<html><body><article>{text}</article></body></html>")
        (folder / f"text-{number:02}.txt").write_text(f"Day {number} of the talks\n\nNothing was agreed, they said.\n")
    lines = [
        {"title": f"Note {number}", "text": text_of(number)} | ({"id": number} if number % 3 else {})
        for number in range(ARTICLES - 40)
    ]
    (folder / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "{broken\n")
    return folder


def text_of(number):
    """A text of its own, or one that is a copy, or a near-copy, of another."""
    story = " ".join(
        f"On day {day} the ministers of {day + 3} states met and agreed on point {day}." for day in range(12)
    )
    match number % 20:
        case 7:
            return story
        case 13:
            return f"{story} So {number} people said."
    return f"Sergei Lavrov said so {number} times."


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    """The driver of these tests."""
    driver = Driver(tmp_path_factory.mktemp("driver"))
    with driver.process:
        yield driver
        driver.process.stdin.close()


@pytest.fixture(scope="module")
def undisturbed(news, driver):
    """The state after a run that nothing stopped."""
    run = Run(news, news.parent / "undisturbed", news.parent / "undisturbed.jsonl")
    assert run.whole(driver)["added"] == ARTICLES
    return run.state()


@pytest.fixture
def run(news, tmp_path):
    """A run into an archive that is not there yet."""
    return Run(news, tmp_path / "index", tmp_path / "errors.jsonl")


def test_an_archive_is_the_same_however_often_it_was_killed(news, tmp_path, driver, undisturbed):
    """25 kills at random moments, from the start of a command to its end, and one more run: all as if undisturbed."""
    chance = random.Random()
    committed = []
    for row in range(KILLS // IN_A_ROW):
        run = Run(news, tmp_path / f"index-{row}", tmp_path / f"errors-{row}.jsonl")
        killed_at_the_start(run, chance.uniform(0.0, 1.5))
        for part in range(1, IN_A_ROW):
            before = run.committed()
            some = ARTICLES if part == IN_A_ROW - 1 and row % 2 else before + chance.randrange(30 * part)
            killed_in_the_middle(run, driver, min(ARTICLES, some), chance)
            committed.append((before, run.committed()))
            # A skip is on the disk before anything behind it is committed.
            assert committed[-1][1] == before or (str(news / "a.json"), "") in run.told()
        report = run.whole(driver)
        assert report["unchanged"] >= committed[-1][1] >= committed[-1][0]
        assert run.state() == undisturbed
    # The moments were what they should be: runs that went on from something, and were killed before they were done.
    assert sum(0 < before < after < ARTICLES for before, after in committed) >= 5, committed


def killed_at_the_start(run, seconds):
    """Kill a new process that many seconds after its start."""
    process = run.start()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    process.communicate()
    if process.returncode != -signal.SIGKILL:  # A machine so fast that the run had ended by then.
        shutil.rmtree(run.index)
        killed_at_the_start(run, seconds / 2)


def killed_in_the_middle(run, driver, articles, chance):
    """Kill a run some milliseconds after so many articles are committed; one that has ended by then gets less time."""
    longest = 0.05
    while True:
        driver.start(run.arguments)
        while run.committed() < articles and not driver.ended(0.003):
            pass
        if not driver.ended(chance.uniform(0, longest)):
            if driver.kill() == -signal.SIGKILL:
                return
        else:
            driver.status()
        articles, longest = 0, 0.3


@pytest.mark.parametrize(("number", "group"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_a_stop_keeps_what_was_done(run, driver, undisturbed, number, group):
    """Ctrl-C, which all processes of a terminal get, and SIGTERM: quiet, 130, and the same command goes on."""
    for _ in range(5):
        process = run.start()
        while run.committed() < 20 and not ended_by_itself(process):
            time.sleep(0.01)
        os.killpg(process.pid, number) if group else os.kill(process.pid, number)
        out, err = process.communicate(timeout=60)
        if process.returncode != 3:
            break
        shutil.rmtree(run.index)  # It had ended by then, as on a machine that was busy elsewhere for a second.
    assert (process.returncode, out) == (130, "")
    assert "again" in err and "Traceback" not in err
    assert ended(process.pid)
    done = run.committed()
    assert 20 <= done < ARTICLES
    report = run.whole(driver)
    assert (report["unchanged"], report["added"]) == (done, ARTICLES - done)
    assert run.state() == undisturbed


def ended_by_itself(process):
    """Whether a process has ended; it is not waited for, so that its number stays its own."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def test_workers_end_with_a_command_that_was_killed(run):
    """Nothing of a killed command lives on."""
    process = run.start()
    while run.committed() < 4:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert ended(process.pid)


def ended(group):
    """Whether all processes of a group are gone, or will be within some seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("most", [1_000, 6_000, 60_000])
def test_a_full_disk_breaks_nothing(run, driver, undisturbed, most):
    """The command says so and fails; when there is room again, the same command makes the archive whole."""
    driver.start(run.arguments, most)  # Where files cannot grow beyond that, it is as on a disk that is full.
    assert driver.status() == 1
    said = driver.output.read_text()
    assert said.startswith("searchapp: ") and said.count("\n") == 1, said
    assert "cannot be" in said and str(run.index.parent) in said
    run.whole(driver)
    assert run.state() == undisturbed


def test_a_folder_that_cannot_be_written_is_said(run, tmp_path):
    """Before anything is read: one line that names the folder, and exit status 1 or 2."""
    (tmp_path / "taken").write_text("x")
    run.index = tmp_path / "taken" / "index"
    process = run.start()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert str(run.index) in err and err.count("\n") == 1


def test_an_errors_file_that_cannot_be_written_is_said(run, tmp_path):
    """Before anything is read, too."""
    run.errors = tmp_path / "nowhere" / "errors.jsonl"
    process = run.start()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert str(run.errors) in err and err.count("\n") == 1


def test_progress_is_for_terminals(run):
    """On a terminal, articles, their rate and what was skipped are told; elsewhere nothing but the report."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, (24, 120))
    command = [sys.executable, "-m", "searchapp", *map(str, run.arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=ENVIRON, text=True) as process:
        os.close(theirs)
        told = b""
        with contextlib.suppress(OSError):  # The end of a terminal's other side.
            while part := os.read(ours, 65_536):
                told += part
        os.close(ours)
        assert json.loads(process.stdout.read())["added"] == ARTICLES
    assert b" articles" in told and b"articles/s" in told and b"skipped" in told
    process = run.start()
    assert process.communicate(timeout=60)[1] == ""
