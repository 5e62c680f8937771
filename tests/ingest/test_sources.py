from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchapp.errors import UsageError
from searchapp.ingest import Skipped, Source, find_files


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


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A folder that links to one above it is walked once."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/x.txt"]


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    """Archives are often put together with links."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.txt").write_text("x")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "linked").symlink_to(tmp_path / "store", target_is_directory=True)
    assert names(tmp_path / "archive") == ["linked/x.txt"]


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
