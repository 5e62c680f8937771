"""Lines that return in many articles: learnt by `index`, listed by `furniture`, taken out by `rebuild`."""

import json

import pytest
from click.testing import CliRunner

from searchapp import upkeep
from searchapp.cli import main

PLEA = "The Kelp Observer is printed on paper made of seaweed"
SENTENCE = "The strait has been closed to large ships since the storm of 2011, which sank two ferries and a tanker."


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Rebuilds do not wait for other processes; no settings from outside."""
    monkeypatch.setattr(upkeep, "GRACE", 0.0)
    monkeypatch.delenv("SEARCHAPP_PRINCIPAL", raising=False)
    monkeypatch.chdir(tmp_path)


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == status, result.output + result.stderr
    return result


def paragraphs(number):
    return [
        f"The harbour of town {number} was dredged for the {number}th time on Monday, as the mayor had promised.",
        f"It cost {number * 7} thousand crowns, more than the council of town {number} had set aside for its piers.",
    ]


def page(name, body, outlet="Kelp Observer", host="kelp.example", site=True):
    meta = f'<meta property="og:site_name" content="{outlet}">' if site else ""
    text = "".join(f"<p>{line}</p>" for line in body)
    return (
        f'<html lang="en"><head><title>{name}</title>{meta}<link rel="canonical" href="https://{host}/{name}">'
        f"</head><body><article><h1>Harbour of {name} is dredged again</h1>{text}</article></body></html>"
    )


def write(folder, name, *arguments, **options):
    (folder / f"{name}.html").write_text(page(name, *arguments, **options), encoding="utf-8")


def texts(query="harbour"):
    found = json.loads(run("search", query, "--json", "--limit", "100").stdout)
    return [hit["snippets"][0]["text"] if hit["snippets"] else "" for hit in found["hits"]], found["total"]


def listed(*options):
    return [json.loads(line) for line in run("furniture", "--json", *options).stdout.splitlines()]


def test_a_line_on_every_page_is_learnt_listed_and_taken_out(tmp_path):
    """What stands below each of an outlet's stories is searched until a rebuild, and not any more after it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        write(folder, f"town-{number}", [*paragraphs(number), PLEA])
    run("index", folder)
    (line,) = listed()
    assert (line["line"], line["outlet"], line["stories"], line["articles"]) == (PLEA, "Kelp Observer", 6, 6)
    assert PLEA in run("furniture").stdout
    assert texts("seaweed")[1] == 6
    made = json.loads(run("rebuild", "--json").stdout)
    assert made["furniture"] == {"lines": 6, "articles": 6}
    assert texts("seaweed")[1] == 0
    assert texts("crowns")[1] == 6
    run("check")


def test_counts_do_not_grow_when_the_same_pages_are_read_again(tmp_path):
    """An article counts when it is new; reading it again adds nothing."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(5):
        write(folder, f"town-{number}", [*paragraphs(number), PLEA])
    run("index", folder)
    run("index", folder, "--again")
    assert [(line["stories"], line["articles"]) for line in listed()] == [(5, 5)]


def test_lines_of_copies_are_no_furniture(tmp_path):
    """A story printed many times by one outlet has its lines in common, and keeps them."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        write(folder, f"copy-{number}", [*paragraphs(1), "The mayor smiled"])
    run("index", folder)
    assert listed() == []
    run("rebuild")
    assert texts("smiled")[1] == 1  # copies are one article


def test_a_sentence_of_background_is_kept_longer_than_a_label(tmp_path):
    """A sentence that some of an outlet's reports share is text."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        write(folder, f"town-{number}", [*paragraphs(number), *([SENTENCE] if number < 8 else [])])
    run("index", folder)
    assert listed() == []
    assert [line["line"] for line in listed("--all")] == [SENTENCE]


def test_a_line_can_be_kept(tmp_path):
    """What somebody holds to be text is not taken out, until they take that back; a line nobody has is an error."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        write(folder, f"town-{number}", [*paragraphs(number), PLEA])
    run("index", folder)
    assert [line["kept"] for line in listed("--keep", PLEA)] == [True]
    run("rebuild")
    assert texts("seaweed")[1] == 6
    assert [line["furniture"] for line in listed("--unkeep", PLEA)] == [True]
    assert "does not return" in run("furniture", "--keep", "Nobody wrote this", status=2).stderr


def test_given_texts_are_left_alone(tmp_path):
    """Texts of JSON Lines are kept as they are, and nothing is learnt from them."""
    lines = ({"id": str(number), "text": "\n".join([*paragraphs(number), PLEA])} for number in range(8))
    (tmp_path / "given.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("index", "given.jsonl")
    assert listed("--all") == []
    run("rebuild")
    assert texts("seaweed")[1] == 8


def test_an_outlet_known_by_its_host_gets_the_name_that_others_of_the_host_give(tmp_path):
    """Pages without a name of their site are named after those that have one, at the next rebuild."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4):
        write(folder, f"town-{number}", paragraphs(number), site=number < 3)
    run("index", folder)
    assert json.loads(run("rebuild", "--json").stdout)["named"] == 1
    found = json.loads(run("search", "harbour", "--json").stdout)
    assert {hit["outlet"] for hit in found["hits"]} == {"Kelp Observer"}
