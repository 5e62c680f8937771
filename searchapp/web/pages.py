"""The pages: each parses, searches, presents."""

from __future__ import annotations

from flask import Flask, render_template

from searchapp.errors import ParameterError
from searchapp.web.port import SearchEngine
from searchapp.web.presenters.article import article_page
from searchapp.web.presenters.search import search_page
from searchapp.web.presenters.start import REQUEST, start_page
from searchapp.web.visit import TELLING, pairs, search_request, visit


class Pages:
    """The pages of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def register(self, app: Flask) -> None:
        """Give each page its address."""
        app.add_url_rule("/", "start", self.start)
        app.add_url_rule("/search", "search", self.search)
        app.add_url_rule("/article/<id:id>", "article", self.article)

    def start(self) -> str:
        """What the archive holds, and ways in."""
        here = visit()
        for name, _ in pairs():
            if name not in TELLING:
                raise ParameterError(name, f"The start page has no parameter {name!r}; searches are at /search.")
        return render_template("start.html", page=start_page(here, self._engine.search(REQUEST)))

    def search(self) -> str:
        """The answer to a search."""
        here, request = visit(), self._engine.meant(search_request())
        return render_template("search.html", page=search_page(here, request, self._engine.search(request)))

    def article(self, id: str) -> str:
        """One article, with the matches of the search it was found by."""
        here, request = visit(), self._engine.meant(search_request())
        article = self._engine.get(id, request.principals)
        marked = self._engine.mark(article, request.query)
        return render_template(
            "article.html", page=article_page(here, request, article, marked, self._engine.near_copies(article))
        )
