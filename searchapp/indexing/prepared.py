"""What a worker makes of an article for the writer, so that the writer has little left to do."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from searchapp.articles import Article, to_json
from searchapp.engines.document import Analysed, analysed
from searchapp.learnt import Lesson, lesson
from searchapp.sketch import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be written, what tells copies of it, and what it shows of its outlet."""

    ready: Analysed
    sketch: Sketch | None
    lesson: Lesson

    @property
    def id(self) -> str:
        """The article's id."""
        return self.ready.id

    def renamed(self, article_id: str) -> Prepared:
        """The same under another id."""
        return replace(self, ready=self.ready.renamed(article_id), lesson=replace(self.lesson, id=article_id))


def as_line(article: Article) -> str:
    """An article as a line of JSON, without its end."""
    return json.dumps(to_json(article), ensure_ascii=False)


def prepared(article: Article) -> Prepared:
    """The work of a worker; raises SkippedFile for an article that no engine can hold."""
    return Prepared(analysed(article), sketch(article), lesson(article))
