"""One name for each thing across an archive, on every engine."""

import contextlib

import pytest

from searchapp import naming
from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.entities.names import CurrentNames
from searchapp.entities.overrides import FILE
from searchapp.entities.table import TABLE
from searchapp.query.request import SearchRequest, parse
from tests.conftest import ENGINES


class Archive:
    """An archive without files: articles go in, names are kept."""

    def __init__(self, backend, folder):
        self.folder = folder
        self.engine = Engine(backend, names=CurrentNames(folder / TABLE))
        self.rewritten = 0

    def add(self, *articles):
        with self._naming() as (batch, names):
            for article in articles:
                known = self.engine.backend.reader().get(article.id) is not None
                batch.add(names.take(article, known))
            batch.commit()

    def remove(self, article_id):
        with self._naming() as (batch, names):
            names.drop(article_id)
            batch.delete(article_id)
            batch.commit()

    def say(self, text):
        (self.folder / FILE).write_text(text, encoding="utf-8")
        with self._naming():
            pass

    @contextlib.contextmanager
    def _naming(self):
        with (
            self.engine.batch() as batch,
            naming.open_naming(self.folder, self.engine.readers(), batch) as names,
        ):
            names.begin()
            yield batch, names
            self.rewritten = names.finish().articles

    def counts(self, field="people"):
        facet = self.engine.search(SearchRequest(facets=(field,), facet_size=100)).facets[field]
        return {value.value: value.count for value in facet.values}

    def found(self, *pairs):
        return sorted(hit.article.id for hit in self.engine.search(parse(pairs)).hits)


@pytest.fixture(params=sorted(ENGINES))
def archive(request, tmp_path):
    archive = Archive(ENGINES[request.param](tmp_path), tmp_path)
    yield archive
    archive.engine.close()


def story(article_id, *people, **fields):
    return Article(id=article_id, title="News", text="Something happened.", people=people, **fields)


def test_spellings_are_one_value_under_the_most_frequent(archive):
    """Three spellings of a name are one value of the facet, shown as most articles have it, and counted right."""
    archive.add(
        story("1", "Sergey Lavrov"),
        story("2", "Sergei Lavrov"),
        story("3", "Sergey Lavrov", "John Kerry"),
        story("4", "Сергей Лавров"),
    )
    assert archive.counts() == {"Sergey Lavrov": 4, "John Kerry": 1}


def test_every_spelling_finds_all(archive):
    """A filter with any form, and a query for any word of a form, finds the articles of all forms."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergei Lavrov"), story("3", "Сергей Лавров"))
    for form in ("Sergey Lavrov", "Sergei Lavrov", "Сергей Лавров"):
        assert archive.found(("people", form)) == ["1", "2", "3"]
        assert archive.found(("people.not", form)) == []
        assert archive.found(("q", f'people:"{form}"')) == ["1", "2", "3"]
    for query in ("people:lavrov", "people:лавров", "people:лавр*", "people:lawrov~", "people:сергей people:lavrov"):
        assert archive.found(("q", query)) == ["1", "2", "3"], query


def test_other_forms_are_offered_as_the_one_shown(archive):
    """Typing the beginning of another form offers the value that is shown for it, in the facet and the search box."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergey Lavrov"), story("3", "Сергей Лавров"))
    offered = archive.engine.values(SearchRequest(), "people", "лав", 5)
    assert [(value.value, value.count) for value in offered] == [("Sergey Lavrov", 3)]
    completed = archive.engine.complete(SearchRequest(), "лав")
    assert ("Sergey Lavrov", 3) in [(item.text, item.count) for item in completed]


def test_the_article_keeps_what_it_has_written(archive):
    """The article shows the common form and keeps its own beside it; its evidence is as it was."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergey Lavrov"), story("3", "Sergei Lavrov", "Ann Other"))
    article = archive.engine.get("3")
    assert article.people == ("Sergey Lavrov", "Ann Other")
    assert article.written == {"people": {"Sergei Lavrov": "Sergey Lavrov", "Ann Other": "Ann Other"}}


def test_a_few_more_articles_rewrite_no_others(archive):
    """A run writes anew only the articles whose values change, and those that come later get the known form at once."""
    archive.add(*(story(f"{number}", "Sergey Lavrov") for number in range(20)), story("x", "Sergei Lavrov"))
    archive.add(story("y", "Sergei Lavrov"), story("z", "Ann Other"))
    assert archive.rewritten == 0
    archive.add(story("v", "Sergej Lavrov"))
    assert archive.rewritten == 1
    assert archive.counts() == {"Sergey Lavrov": 23, "Ann Other": 1}


def test_the_form_shown_follows_the_archive(archive):
    """When another form becomes the most frequent by more than a tenth, it is the one shown for all."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergei Lavrov"))
    assert archive.counts() == {"Sergei Lavrov": 2}
    archive.add(story("3", "Sergey Lavrov"))
    assert archive.counts() == {"Sergey Lavrov": 3}
    archive.remove("3")
    archive.remove("1")
    assert archive.counts() == {"Sergei Lavrov": 1}


def test_people_who_might_be_two_are_left_apart(archive):
    """An initial joins the one person it can be, and nobody when there come to be two."""
    archive.add(story("1", "Sergei Lavrov"), story("2", "S. Lavrov"))
    assert archive.counts() == {"Sergei Lavrov": 2}
    archive.add(story("3", "Stepan Lavrov"))
    assert archive.counts() == {"S. Lavrov": 1, "Sergei Lavrov": 1, "Stepan Lavrov": 1}
    archive.remove("3")
    assert archive.counts() == {"Sergei Lavrov": 2}


def test_organisations_and_places_follow_their_table(archive):
    """What the tables know under several names is shown under the tables' name."""
    archive.add(
        story("1", organisations=("UN",), places=("Kiev",)),
        story("2", organisations=("United Nations",), places=("Kyiv",)),
    )
    assert archive.counts("organisations") == {"United Nations": 2}
    assert archive.counts("places") == {"Kyiv": 2}
    assert archive.found(("organisations", "UN")) == ["1", "2"]


def test_the_users_word_is_above_the_rules(archive):
    """Statements merge what no rule would, split what a rule joined, rename and hide; taking them back undoes it."""
    archive.add(
        story("1", "Sergei Lavrov"),
        story("2", "Sergey Lavrov"),
        story("3", "The Minister"),
        story("4", "Rose Garden", "Ann Other"),
    )
    before = archive.counts()
    archive.say(
        "# mine\n"
        "people merge The Minister | Ann Other\n"
        "people split Sergei Lavrov | Sergey Lavrov\n"
        "people rename Sergey Lavrov | Minister Lavrov\n"
        "people hide Rose Garden\n"
    )
    assert archive.counts() == {"Sergei Lavrov": 1, "Minister Lavrov": 1, "The Minister": 2}
    assert archive.found(("people", "Ann Other")) == ["3", "4"]
    assert archive.engine.get("4").written == {"people": {"Rose Garden": None, "Ann Other": "The Minister"}}
    archive.say("")
    assert archive.counts() == before


def test_counterparts_are_renamed_for_every_actor(archive):
    """A statement on a counterpart holds for the articles' own counterparts and for those of every other actor."""
    archive.add(
        Article(id="1", counterparts=("European Union",), relations=("Russia→European Union", "Turkey→European Union"))
    )
    archive.say("counterparts rename European Union | EU\n")
    assert archive.engine.get("1").relations == ("Russia→EU", "Turkey→EU")
    archive.say("counterparts hide European Union\n")
    assert (archive.engine.get("1").counterparts, archive.engine.get("1").relations) == ((), ())
    archive.say("")
    assert archive.engine.get("1").relations == ("Russia→European Union", "Turkey→European Union")


def test_a_lost_table_is_made_again(archive):
    """Without its table the archive comes to the same names again, from what is stored."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergei Lavrov"), story("3", "Sergey Lavrov"))
    (archive.folder / TABLE).unlink()
    archive.say("")
    assert archive.counts() == {"Sergey Lavrov": 3}
    assert archive.found(("people", "Sergei Lavrov")) == ["1", "2", "3"]
    archive.say("people split Sergei Lavrov\n")
    assert archive.counts() == {"Sergey Lavrov": 2, "Sergei Lavrov": 1}


def test_a_run_that_was_stopped_is_made_up_for(archive):
    """What a run that ended early left unlooked at is looked at by the next one."""
    archive.add(story("1", "Sergey Lavrov"), story("2", "Sergey Lavrov"))
    with (
        archive.engine.batch() as batch,
        naming.open_naming(archive.folder, archive.engine.readers(), batch) as names,
    ):
        names.begin()
        batch.add(names.take(story("3", "Sergei Lavrov"), False))
    assert archive.counts() == {"Sergey Lavrov": 2, "Sergei Lavrov": 1}
    archive.add(story("4", "Ann Other"))
    assert archive.counts() == {"Sergey Lavrov": 3, "Ann Other": 1}
