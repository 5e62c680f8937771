from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchapp.errors import UsageError
from searchapp.ingest import Skipped, Source, find_files
from searchapp.ingest.sources import Selection, find_changed


def names(*paths: Path) -> list[str]:
    return [found.name for found in find_files(paths) if isinstance(found, Source)]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The order depends on names only, folders and files together, whatever order they were made in."""
    for name in ("b.txt", "c/2.txt", "a.html", "c/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a.html", "b.txt", "c/1.txt", "c/2.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    """What begins with a dot is not of the archive."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("x")
    (tmp_path / ".b.txt").write_text("x")
    (tmp_path / "c.txt").write_text("x")
    assert names(tmp_path) == ["c.txt"]


def test_a_file_given_directly_has_its_own_name(tmp_path: Path) -> None:
    """A file named on the command line is called by its file name."""
    file = tmp_path / "deep" / "story.txt"
    file.parent.mkdir()
    file.write_text("x")
    assert list(find_files([file])) == [Source(file, tmp_path / "deep", "story.txt")]


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """The error names the path, and comes when the search is asked for, not in the middle of a run."""
    with pytest.raises(UsageError, match=r"no file or folder .*missing"):
        find_files([tmp_path, tmp_path / "missing"])


def skips(*paths: Path) -> list[tuple[str, str]]:
    return [(found.source.name, found.reason) for found in find_files(paths) if isinstance(found, Skipped)]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A folder that links to one above it is walked once, and that is told."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/x.txt"]
    assert skips(tmp_path) == [("a/up", "link-loop")]


def test_links_within_the_folders_named_are_followed(tmp_path: Path) -> None:
    """Archives are often put together with links, from one folder to another that is named, too."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.txt").write_text("x")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "linked").symlink_to(tmp_path / "store", target_is_directory=True)
    assert names(tmp_path / "archive", tmp_path / "store") == ["linked/x.txt", "x.txt"]


def test_links_out_of_the_folders_named_are_told(tmp_path: Path) -> None:
    """A file or folder outside is not touched; a link that is named itself is followed."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.txt").write_text("x")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "file.txt").symlink_to(tmp_path / "store" / "x.txt")
    (tmp_path / "archive" / "folder").symlink_to(tmp_path / "store", target_is_directory=True)
    (tmp_path / "archive" / "self.txt").symlink_to("self.txt")
    assert names(tmp_path / "archive") == ["self.txt"]
    assert skips(tmp_path / "archive") == [("file.txt", "outside"), ("folder", "outside")]
    assert names(tmp_path / "archive" / "folder") == ["x.txt"]


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(include=("*.html",)), ["2014/a.HTML", "b.html", "drafts/d.html"]),
        (Selection(include=("20*/**", "c.txt")), ["2014/a.HTML", "2014/q/e.txt", "c.txt"]),
        (Selection(include=("2014/*",)), ["2014/a.HTML"]),
        (Selection(exclude=("drafts", "2014/q/")), ["2014/a.HTML", "b.html", "c.txt"]),
        (Selection(exclude=("**/*.txt",), include=("*.{txt,html}",)), ["2014/a.HTML", "b.html", "drafts/d.html"]),
        (Selection(since=1_000.0), ["c.txt"]),
    ],
)
def test_files_are_selected(tmp_path: Path, selection: Selection, found: list[str]) -> None:
    """Patterns fit names at any depth or, with a stroke, whole paths; `since` fits the last change of a file."""
    for name in ("2014/a.HTML", "2014/q/e.txt", "b.html", "drafts/d.html", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (999, 1_000 if name == "c.txt" else 999))
    assert [one.name for one in find_files([tmp_path], selection) if isinstance(one, Source)] == found


def test_changed_files_are_found_as_in_a_whole_search(tmp_path: Path) -> None:
    """Files and folders named as changed give the sources that a search of everything gives."""
    for name in ("a/b/c.txt", "a/d.txt", "a/.h/e.txt", "drafts/f.txt", "g.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    changed = [tmp_path / name for name in ("a", "a/.h/e.txt", "drafts/f.txt", "gone.txt")]
    selection = Selection(exclude=("drafts",))
    assert list(find_changed(changed, [tmp_path], selection)) == list(find_files([tmp_path], selection))[:2]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for this user")
def test_a_folder_that_cannot_be_read_is_a_skip(tmp_path: Path) -> None:
    """A locked folder is reported with its reason and the others are read."""
    (tmp_path / "locked").mkdir(mode=0)
    (tmp_path / "open.txt").write_text("x")
    found = list(find_files([tmp_path]))
    assert [(one.reason, one.source.name) for one in found if isinstance(one, Skipped)] == [("unreadable", "locked")]
    assert names(tmp_path) == ["open.txt"]


def test_a_folder_that_vanishes_is_a_skip(tmp_path: Path) -> None:
    """What is deleted while the search goes on is reported, not raised."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b").mkdir()
    search = find_files([tmp_path])
    assert isinstance(next(search), Source)
    (tmp_path / "b").rmdir()
    assert [one.reason for one in search if isinstance(one, Skipped)] == ["unreadable"]
