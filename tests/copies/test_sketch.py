"""What makes two texts the same, nearly the same, or only alike."""

import datetime
import random
from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.sketch import near, sketch

WORDS = """river market bridge council harvest school engine winter letter garden doctor signal window cotton ladder
minister border treaty fishing harbour library captain meadow copper orchestra ballot glacier furnace pilot lantern
quarry senate velvet anchor barley cathedral dolphin estate fountain gravel hostel island jacket kettle lemon mirror
needle oyster palace quilt ribbon saddle tunnel umbrella valley whistle yard zebra acorn basket candle""".split()


def story(words=240, seed=1, **given):
    """An article of so many words in sentences of twelve, with a name in each and a figure in every second."""
    made = random.Random(seed)
    sentences = []
    for number in range(words // 12):
        row = [made.choice(WORDS) for _ in range(12)]
        row[5] = made.choice(WORDS).capitalize() + made.choice(WORDS)
        row[8] = str(made.randint(10, 9999)) if number % 2 else row[8]
        sentences.append(" ".join(row).capitalize() + ".")
    return replace(Article("1", title="A story about it", text=" ".join(sentences)), **given)


def edited(article, old_words, new):
    """The article with its first words put otherwise."""
    return replace(article, text=" ".join([new, *article.text.split()[old_words:]]))


def test_case_marks_and_spaces_do_not_matter():
    """Texts that differ in case, punctuation, quotation marks and the breaks of lines have one key."""
    one = story()
    two = replace(
        one, text=one.text.upper().replace(". ", " –\n\n  "), title="Another headline", url="https://x.example"
    )
    assert sketch(one).key == sketch(two).key
    assert sketch(one).key != sketch(edited(one, 1, "Else")).key


@pytest.mark.parametrize("given", [{"title": "Another headline"}, {"date": datetime.date(2014, 1, 29)}])
def test_a_short_text_is_the_same_only_with_its_title_and_day(given):
    """The same sixty words below another headline, or on another day, are another article."""
    one = story(60, date=datetime.date(2014, 1, 28))
    assert sketch(one).key == sketch(replace(one, id="2", url="https://x.example")).key
    assert sketch(one).key != sketch(replace(one, **given)).key


@pytest.mark.parametrize("text", ["", "Read more at our site.", "Subscribe to go on reading this article."])
def test_a_line_is_no_text(text):
    """What has fewer than twelve words is nobody's copy."""
    assert sketch(Article("1", title="A", text=text)) is None


COPIES = {
    "another introduction": lambda one: edited(one, 9, "OSLO, Monday - it was told by an agency of that name that"),
    "its end cut": lambda one: replace(one, text=" ".join(one.text.split()[:150])),
    "cut to less than half": lambda one: replace(one, text=" ".join(one.text.split()[:108])),
    "a sentence cut": lambda one: replace(one, text=" ".join(one.text.split()[:72] + one.text.split()[96:])),
    "a line below": lambda one: replace(one, text=f"{one.text} {' '.join(WORDS[:25])}."),
    "three words misspelt": lambda one: replace(one, text=one.text.replace("river", "rievr", 3)),
    "one figure put right": lambda one: replace(one, text=" ".join([*one.text.rsplit(" ", 4)[:-4], "77", "now"])),
    "another headline": lambda one: replace(one, title="Something else entirely"),
}


@pytest.mark.parametrize("kind", COPIES)
def test_edits_of_an_agency_s_story(kind):
    """A story with one of these edits is a near-copy, whichever comes first, and likely to be a candidate."""
    one = story()
    two = COPIES[kind](one)
    assert near(one, two, 0.9) and near(two, one, 0.9)
    assert set(sketch(one).bands) & set(sketch(two).bands)


def table(seed, figures=10):
    """A market report: the same words each day, with a figure after every tenth."""
    made = random.Random(seed)
    form = random.Random(0)
    return " ".join(
        f"{form.choice(WORDS)} {made.uniform(1, 900):.2f}" if at % figures == 0 else form.choice(WORDS)
        for at in range(200)
    )


def report(seed):
    """A match report: the same words, with a name after every thirtieth."""
    made, form = random.Random(seed), random.Random(0)
    names = [f"{one.capitalize()}{two}" for one in WORDS[:20] for two in WORDS[20:40]]
    return " ".join(
        f"{form.choice(WORDS)} {made.choice(names)}" if at % 30 == 0 else form.choice(WORDS) for at in range(200)
    )


OTHERS = {
    "other figures on one form": (table(1, 40), table(2, 40)),
    "other names on one form": (report(1), report(2)),
    "a background that both end on": tuple(f"{story(96, seed).text} {story(144, 99).text}" for seed in (1, 2)),
    "another story": (story(240, 1).text, story(240, 2).text),
    "a story and a sentence of it": (story().text, " ".join(story().text.split()[:48])),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_only_looks_like_a_copy(kind):
    """Texts like these are not grouped."""
    one, two = OTHERS[kind]
    assert not near(Article("1", text=one), Article("2", text=two), 0.9)


def test_a_plea_below_other_headlines():
    """What a site shows instead of its articles does not make them copies of each other."""
    plea = "To read on, log in or take out a subscription; readers of the paper have it free of charge on all devices."
    one, two = (Article("1", title=title, text=plea * 2) for title in ("Oil talks in Vienna end", "Storm over Oslo"))
    assert sketch(one).key != sketch(two).key and not near(one, two, 0.9)


def test_short_texts_of_days_far_apart():
    """The same notice a month later is news of another day."""
    one = story(72, date=datetime.date(2014, 1, 28))
    assert near(one, replace(one, date=datetime.date(2014, 1, 30)), 0.9)
    assert not near(one, replace(one, date=datetime.date(2014, 2, 28)), 0.9)


def test_texts_without_spaces():
    """Chinese is compared by its characters."""
    one = "外交部长星期二在北京会见了来访的代表团双方就能源合作和地区安全交换了意见并同意明年春天再次举行会谈。" * 3
    two = one.replace("星期二", "周二", 1)
    assert near(Article("1", text=one), Article("2", text=two), 0.9)
    assert not near(Article("1", text=one), Article("2", text=one[::-1]), 0.9)


def test_share_is_what_is_asked_for():
    """With a lower share, texts that have less in common are near-copies."""
    one = story()
    words = one.text.split()
    two = replace(one, text=" ".join(word if at % 20 else "otherwise" for at, word in enumerate(words)))
    assert not near(one, two, 0.9) and near(one, two, 0.8)
