from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.extract.datelines import read_dateline
from searchapp.ingest.extract.dump import from_dump
from searchapp.ingest.extract.dump_lines import cut
from searchapp.ingest.extract.furniture import ends_story, is_furniture, is_menu, is_parting

DUMPS = Path(__file__).parent / "dumps"
#: File -> title, outlet, day, hint, authors, first and last words of the text.
EXPECTED = {
    "agency_ru.txt": (
        "Москва и Анкара обсудят безопасность судоходства", "РИА Залив", "2011-02-07", None, ("Глафира Одинцова",),
        "Россия и Турция в марте проведут", "выросло за год на пять процентов.",
    ),
    "french.txt": (
        "À Tunis, trois ministres cherchent un accord sur la pêche", "L'Écho des Dunes", "2011-11-21", None,
        ("Solène Kermadec",), "Les ministres de la pêche", "avant la fin de l'année.",
    ),
    "german.txt": (
        "Verteidigungsminister beraten in Oslo über gemeinsame Patrouillen", "Weserblick", "2017-03-14", None,
        ("Annegret Holthusen", "Piet Claasen"), "Oslo. Deutschland und Norwegen", "bezifferten beide Seiten nicht.",
    ),
    "no_title.txt": (
        "", None, "2009-05-05", None, (), "The government of Malta", "A debate is to be held on Thursday.",
    ),
    "portal.txt": (
        "Estonia and Finland agree to share radar pictures", "Baltic Herald", "2012-10-09", None,
        ("Kaarel Ilves", "Minna Rautio"), "Defence ministers say the swap", "A technical team will meet in November.",
    ),
    "spanish.txt": (
        "España y Marruecos estrenan una patrulla conjunta en el Estrecho", "El Faro del Sur", "2013-09-03", None,
        ("Rocío Benjumea",), "Guardias civiles y gendarmes", "no quisieron dar detalles.",
    ),
    "ukrainian.txt": (
        "Кабінет міністрів схвалив угоду про обмін даними з Євросоюзом", None, "2018-04-12", None,
        ("Мирослава Запорожан",), "Уряд на засіданні в четвер", "подібні угоди вже мають сім країн.",
    ),
    "wire.txt": (
        "Fishing fleets of two nations get a common rescue number", "Northern Wire", None, "June 3",
        ("Solveig Arnadottir",), "Iceland and the Faroe Islands will run one", "a good deal faster than today.",
    ),
}  # fmt: skip
#: What is in some of the dumps and in none of the stories.
NOT_THE_STORY = (
    "Subscribe", "S'abonner", "Anzeige", "Solardach", "PUBLICIDAD", "ADVERTISEMENT", "Read more", "Lesen Sie auch",
    "Читайте", "Lire aussi", "Deichgraf77", "old_sailor", "Most Read", "Лента", "Погода", "Ferry fares", "Foto:",
    "Photo:", "Фото", "AFP/", "Reporting by", "radar dome", "newsletter", "Ctrl+Enter", "2.4k", "abonnés", "Schlepper",
)  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_dumps_of_many_kinds_of_outlets_are_read(name: str) -> None:
    """Headline, outlet, day, authors and the whole story come out of portals, wires and papers in six languages."""
    title, outlet, day, hint, authors, first, last = EXPECTED[name]
    article = from_dump((DUMPS / name).read_text("utf-8"))
    assert (article.title, article.outlet, article.authors) == (title, outlet, authors)
    assert (article.date.isoformat() if article.date else None, article.date_hint) == (day, hint)
    assert article.text.startswith(first)
    assert article.text.endswith(last)


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_of_the_site_is_in_the_text(name: str) -> None:
    """Menus, adverts, captions, comments and links to other stories are not searched."""
    text = from_dump((DUMPS / name).read_text("utf-8")).text
    assert [piece for piece in NOT_THE_STORY if piece in text] == []


def test_lines_broken_at_a_width_are_joined() -> None:
    """A paragraph broken at 78 characters is one line again; the others stay apart."""
    text = from_dump((DUMPS / "wire.txt").read_text("utf-8")).text
    assert text.count("\n") == 3
    assert "next year, ministers said on Friday after a storm" in text


def test_a_text_without_headline_keeps_its_first_words() -> None:
    """A sentence at the beginning is the story and no headline; the labelled date before it is read and taken off."""
    article = from_dump("date 2024-03-25 The council met on Monday and agreed on next to nothing, as it often does.")
    assert (article.title, str(article.date)) == ("", "2024-03-25")
    assert article.text == "The council met on Monday and agreed on next to nothing, as it often does."


def test_a_leftover_in_another_script_is_dropped() -> None:
    """A short line in Cyrillic below an English story is the site's."""
    story = "The two ministers met in Sofia on Friday and spoke about the bridge for an hour."
    assert from_dump(f"Ministers speak about the bridge\n\n{story}\n\nЗаголовок материала\n").text == story


def test_a_day_of_change_stands_in_for_a_missing_one() -> None:
    """Where `Updated` is the only day on the author's line it counts; beside a day of publication it does not."""
    story = "The two ministers met in Sofia on Friday and spoke about the bridge for an hour."
    head = "Ministers speak about the bridge"
    only = from_dump(f"{head}\nMira Sen, Pune | Updated: October 20, 2017 21:34 IST\n\n{story}")
    both = from_dump(f"{head}\nPublished: 18 October 2017 | Updated: October 20, 2017\n\n{story}")
    assert (str(only.date), only.authors) == ("2017-10-20", ("Mira Sen",))
    assert str(both.date) == "2017-10-18"


@pytest.mark.parametrize(
    ("line", "agency", "authors", "rest"),
    [
        ("MOSCOW (Sputnik), Ann Lee — On April 1, he", "Sputnik", ("Ann Lee",), "On April 1, he"),
        ("MOSCOW, March 25. /TASS/. Russia said", "TASS", (), "Russia said"),
        ("BEIJING, Nov. 3 (Xinhua) -- China said", "Xinhua", (), "China said"),
        ("Berlin (dpa) - Die Regierung", "dpa", (), "Die Regierung"),
        ("UNITED NATIONS, Sept 20 (APP): Pakistan", "APP", (), "Pakistan"),
        ("КИЇВ. 5 травня. УНН. Президент", "УНН", (), "Президент"),
        ("МОСКВА, 7 фев - РИА Залив, Глафира Одинцова. Россия", "РИА Залив", ("Глафира Одинцова",), "Россия"),
        ("ISLAMABAD - Pakistan said", None, (), "Pakistan said"),
    ],
)
def test_datelines_of_many_agencies_are_read(
    line: str, agency: str | None, authors: tuple[str, ...], rest: str
) -> None:
    """Town, day, agency and author are told apart, and the story begins after them."""
    dateline = read_dateline(line)
    assert dateline is not None
    assert (dateline.agency, dateline.authors, line[dateline.end :]) == (agency, authors, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Putin – who met Merkel – said that the talks went on",
        "US-Russia talks: what comes next",
        'Sergei Lavrov: "We are ready"',
        "The EU – Russia summit – was held",
    ],
)
def test_a_sentence_with_a_dash_is_no_dateline(line: str) -> None:
    """Nothing is cut off a story that merely begins with a name."""
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on:",
        "log in or register",
        "Share this: Email",
        "12 Kommentare",
        "Все права защищены",
        "5 min read",
        "- - -",
    ],
)
def test_lines_of_the_site_are_known(line: str) -> None:
    """Doors, counters, rights and ornaments are furniture."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "To take part in the drill, Russia sent two ships and a hundred soldiers to the gulf.",
        "Terms of the deal were not disclosed by either of the two governments on Tuesday.",
        "Comments by the minister drew laughter",
        "Terrorist attack near Moscow",
    ],
)
def test_lines_of_a_story_are_kept(line: str) -> None:
    """Sentences and headings that begin like furniture are not mistaken for it."""
    assert not is_furniture(line)
    assert not ends_story(line)
    assert not is_parting(line)


def test_menus_are_told_by_their_gaps() -> None:
    """Short words between bars or wide gaps are a menu; a sentence with a bar is none."""
    assert is_menu("News | Business | Opinion")
    assert is_menu("Главная   Область   Страна   Мир")
    assert not is_menu("He said: either we go | or we stay, whatever happens to us here.")


def test_a_word_parted_at_the_end_of_a_line_is_joined() -> None:
    """A hyphen before a small letter parts a word."""
    lines = [
        "The minister of foreign affairs spoke before the par-",
        "liament about the sea and the fish that is left in it",
    ]
    assert "parliament about" in " ".join(line.text for line in cut("\n".join(lines * 4)))


def test_a_short_text_is_kept() -> None:
    """A note of a few words, which looks like no story, is a text all the same."""
    assert from_dump("A short text.").text == "A short text."
    assert from_dump("Ice on the road\n\nDrive slowly\nStay home").text != ""


@given(st.text(alphabet=st.sampled_from(list("AZaz09 .,:;|-—()\n©/Яя«»'\"")), max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever is in a text, an article comes out, and none of its words are made up."""
    article = from_dump(text)
    assert set(article.text.split()) <= {word.strip() for word in text.split()} | set(
        article.text.replace(" ", "").split()
    )
