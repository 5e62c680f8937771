"""`searchapp index` over files that hold many articles, and over a selection of files."""

import os

import pytest

from tests.ingest.making import column, pdf, tarred, zipped
from tests.test_indexing import cli as cli
from tests.test_indexing import counts, hits, report, write_lines

STORY = b"A story about the river\n\nThe water rose for a third day, said the mayor of the small town.\n"


@pytest.fixture
def folder(tmp_path):
    """An empty folder for files."""
    path = tmp_path / "files"
    path.mkdir()
    return path


def test_members_come_and_go(cli, folder):
    """Of a changed archive file, changed members are replaced, new ones added, lost ones removed."""
    (folder / "a.zip").write_bytes(zipped({"a.txt": STORY, "b.txt": STORY + b"Two.", "x.png": b"x"}))
    assert counts(report(cli, folder, status=3)) == {"added": 2}
    assert counts(report(cli, folder, status=3)) == {"unchanged": 2}
    before = hits(cli)
    (folder / "a.zip").write_bytes(zipped({"x.png": b"x", "b.txt": STORY + b"Three.", "c.txt": STORY + b"Four."}))
    assert counts(report(cli, folder, status=3)) == {"added": 1, "changed": 1, "removed": 1}
    assert len(set(hits(cli)) & set(before)) == 1


def test_archive_files_of_the_same_names(cli, folder, tmp_path):
    """Members of the same name in archive files of the same name, from two folders, are two articles and stay two."""
    (folder / "a.tgz").write_bytes(tarred({"a.txt": STORY}, "gz"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.tgz").write_bytes(tarred({"a.txt": STORY + b"Two."}, "gz"))
    assert counts(report(cli, folder, other)) == {"added": 2}
    assert counts(report(cli, folder, other)) == {"unchanged": 2}
    assert counts(report(cli, other / "a.tgz", "--again")) == {"changed": 1}
    assert len(hits(cli)) == 2


def test_a_damaged_archive_file_keeps_its_articles(cli, folder):
    """When an archive file cannot be read any more, what it gave before stays."""
    data = tarred({"a.txt": STORY, "b.txt": STORY + b"Two."})
    (folder / "a.tar").write_bytes(data)
    assert counts(report(cli, folder)) == {"added": 2}
    (folder / "a.tar").write_bytes(data[:900])
    assert counts(report(cli, folder, status=3)) == {"unchanged": 1}
    assert len(hits(cli)) == 2


def test_files_left_out_stay_in_the_archive(cli, folder):
    """--include, --exclude and --since choose what is read now; --prune removes only what is gone."""
    for name in ("a.txt", "b.md", "drafts/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(STORY + name.encode())
    os.utime(folder / "b.md", (1_000_000_000, 1_000_000_000))
    assert counts(report(cli, folder, "--exclude", "drafts", "--include", "*.txt")) == {"added": 1}
    assert counts(report(cli, folder, "--since", "2001-09-10")) == {"added": 1, "unchanged": 1}
    assert counts(report(cli, folder, "--since", "2001-09-08")) == {"added": 1, "unchanged": 2}
    assert counts(report(cli, folder, "--prune", "--include", "*.md")) == {"unchanged": 1}
    assert len(hits(cli)) == 3
    assert "no date" in cli("index", folder, "--since", "yesterday", status=2).stderr


def test_patterns_and_columns_in_the_settings_file(cli, folder, tmp_path):
    """The settings file takes patterns as a list and columns as a table; a field that is none is named."""
    (folder / "a.csv").write_text("Kop,Tekst\nEen,Woorden\n")
    (folder / "b.txt").write_bytes(STORY)
    settings = tmp_path / "searchapp.toml"
    settings.write_text('exclude = ["*.txt"]\n[columns]\ntitle = "Kop"\ntext = "Tekst"\n')
    assert counts(report(cli, folder)) == {"added": 1}
    assert len(hits(cli, "title:een", "text:woorden")) == 1
    assert "'titel'" in cli("index", folder, "--columns", "titel=Kop", status=2).stderr
    assert "title=Headline" in cli("index", folder, "--columns", "Kop", status=2).stderr


def test_links_out_of_a_folder_are_told(cli, folder, tmp_path):
    """A link that leads elsewhere is not followed, and the report says what to do."""
    write_lines(tmp_path, [{"title": "Elsewhere"}])
    (folder / "link.jsonl").symlink_to(tmp_path / "wire.jsonl")
    assert "Name it, too" in cli("index", folder, status=3).stdout
    assert hits(cli) == []


def test_documents_are_read_by_workers(cli, folder):
    """Documents go through worker processes as other files do, and an unchanged one is not parsed again."""
    text = ["The water rose for a third day, said the mayor of the small town at the river."]
    for number in range(40):
        (folder / f"{number}.pdf").write_bytes(pdf([column([*text, f"It was the year {number}."])]))
    assert counts(report(cli, folder, "--workers", "2")) == {"added": 40}
    assert counts(report(cli, folder)) == {"unchanged": 40}
