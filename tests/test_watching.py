"""`searchapp watch`: what is read when, by a clock and reports of the test's own, and once by the system's."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from searchapp.archive import open_archive, open_or_create
from searchapp.errors import ArchiveLocked, SearchappError, UsageError
from searchapp.settings import Settings
from searchapp.watching import Settling, watch_paths

STORY = "A story about the river\n\nThe water rose for a third day, said the mayor of the small town.\n"


class Clock:
    """A clock that stands until it is set."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "first.txt").write_text(STORY)
    return folder


@pytest.fixture
def rounds(tmp_path, news, clock):
    """Watches the folder through steps: each does something to files and gives the paths that are reported."""
    held = Settings(index=str(tmp_path / "index"), workers=1)

    def run(*steps):
        reports, waits = [], []

        def changes():
            for step in steps:
                yield step() or []
                clock.now += 1.0
            yield []

        watch_paths(
            open_or_create(held, False),
            [str(news)],
            held,
            lambda report, files: reports.append((files, counts(report))),
            waits.append,
            changes(),
            Settling(1.0, clock),
        )
        return reports

    run.held = held
    return run


def counts(report):
    given = report.as_json()
    return {name: given[name] for name in ("added", "changed", "unchanged", "removed") if given[name]}


def test_files_come_and_go(rounds, news):
    """First all files are read, then each that comes, changes or goes, and only those."""

    def write():
        (news / "second.txt").write_text(STORY)
        return [news / "second.txt"]

    def change():
        (news / "second.txt").write_text(STORY.replace("third", "fourth"))
        (news / "deep").mkdir()
        (news / "deep" / "third.txt").write_text(STORY)
        return [news / "second.txt", news / "deep"]

    def remove():
        (news / "first.txt").unlink()
        return [news / "first.txt"]

    found = rounds(list, write, list, change, list, remove)
    assert found == [
        (None, {"added": 1}),
        (1, {"added": 1}),
        (2, {"added": 1, "changed": 1}),
        (1, {"removed": 1}),
    ]
    archive = open_archive(rounds.held)
    assert archive.engine.status().articles == 2


def test_ids_are_those_of_a_whole_run(rounds, news):
    """An article that came while watching is unchanged for `index` afterwards."""

    def write():
        (news / "deep").mkdir()
        (news / "deep" / "second.txt").write_text(STORY)
        return [news / "deep" / "second.txt"]

    assert rounds(list, write)[1] == (1, {"added": 1})
    assert rounds(list) == [(None, {"unchanged": 2})]


def test_a_file_is_read_when_it_is_at_rest(news, clock):
    """A path is settled a second after its last report, and waits anew when it grew without one."""
    settling, path = Settling(1.0, clock), news / "first.txt"
    settling.note([path])
    clock.now = 0.9
    assert settling.settled() == []
    settling.note([path])
    clock.now = 1.5
    assert settling.settled() == []
    path.write_text(STORY * 2)
    clock.now = 2.0
    assert settling.settled() == []
    clock.now = 3.0
    assert settling.settled() == [path]
    assert settling.settled() == []


def test_a_folder_that_goes_away_as_a_whole(rounds, news):
    """A disk that is unplugged costs no article; the message says how to remove them."""

    def unplug():
        news.rename(news.parent / "gone")
        return [news / "first.txt"]

    with pytest.raises(SearchappError, match="--prune"):
        rounds(list, unplug)
    assert open_archive(rounds.held).engine.status().articles == 1


def test_a_locked_archive_is_waited_for(rounds, news, monkeypatch):
    """Changes found while another process writes are read in a later round."""
    from searchapp import watching

    real, locked = watching.index_paths, []

    def once_locked(*args, **kwargs):
        if kwargs.get("changed") and not locked:
            locked.append(True)
            raise ArchiveLocked("another writer")
        return real(*args, **kwargs)

    monkeypatch.setattr(watching, "index_paths", once_locked)

    def write():
        (news / "second.txt").write_text(STORY)
        return [news / "second.txt"]

    assert rounds(list, write, list, list)[-1] == (1, {"added": 1})


def test_only_folders_are_watched(rounds, tmp_path):
    """A file, or a path that is not there, is wrong use."""
    with pytest.raises(UsageError, match="no folder"):
        watch_paths(None, [str(tmp_path / "nowhere")], Settings(), print, print)


def test_the_command(news, tmp_path):
    """The command reads what is there and what comes, leaves its own index alone, and ends with status 0 on Ctrl-C."""
    command = [sys.executable, "-m", "searchapp", "watch", ".", "--json", "--workers", "1"]
    process = subprocess.Popen(
        command, cwd=news, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    guard = threading.Timer(60, process.kill)
    guard.start()
    try:
        assert json.loads(process.stdout.readline())["added"] == 1
        (news / "second.txt").write_text(STORY)
        assert json.loads(process.stdout.readline())["added"] == 1
        (news / "first.txt").unlink()
        assert json.loads(process.stdout.readline())["removed"] == 1
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate()
    finally:
        guard.cancel()
        process.kill()
    assert (process.returncode, rest) == (0, "")
    assert "1 change: 1 added" in told and "Stopped" in told
