"""The pages: each parses, searches, presents."""

from __future__ import annotations

from flask import Flask, render_template

from searchapp.query.request import SearchRequest
from searchapp.query.result import Histogram, SearchResult
from searchapp.web.grid import parse_grid
from searchapp.web.listing import listed, parse_listing
from searchapp.web.port import SearchEngine
from searchapp.web.presenters import evidence
from searchapp.web.presenters.about import about_page, subject
from searchapp.web.presenters.article import article_page
from searchapp.web.presenters.facet_page import facet_page
from searchapp.web.presenters.help import help_page
from searchapp.web.presenters.matrix import matrix_page
from searchapp.web.presenters.search import search_page
from searchapp.web.presenters.start import REQUEST, start_page
from searchapp.web.visit import TELLING, no_parameters, pairs, search_request, visit


class Pages:
    """The pages of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def register(self, app: Flask) -> None:
        """Give each page its address."""
        app.add_url_rule("/", "start", self.start)
        app.add_url_rule("/search", "search", self.search)
        app.add_url_rule("/article/<id:id>", "article", self.article)
        app.add_url_rule("/facets/<name>", "facet", self.facet)
        app.add_url_rule("/matrix", "matrix", self.matrix)
        app.add_url_rule("/about/<name>/<id:value>", "about", self.about)
        app.add_url_rule("/help", "help", self.help)

    def start(self) -> str:
        """What the archive holds, and ways in."""
        here = visit()
        no_parameters("searches are at /search.")
        return render_template("start.html", page=start_page(here, self._engine.search(REQUEST)))

    def search(self) -> str:
        """The answer to a search."""
        here, request = visit(), self._engine.meant(search_request())
        result = self._engine.search(request)
        page = search_page(here, request, result, self._archive(request, result), self._engine.count)
        return render_template("search.html", page=page)

    def _archive(self, request: SearchRequest, result: SearchResult) -> Histogram | None:
        """The whole archive over the time of a result, unless that is the result."""
        dates = SearchRequest(date_from=request.date_from, date_to=request.date_to)
        if not result.histogram.buckets or request.with_dates("", "").empty:
            return None
        return self._engine.over_time(dates, result.histogram.interval)

    def article(self, id: str) -> str:
        """One article, with the matches of the search it was found by and the names that are to be marked."""
        here, asked = visit(), evidence.parse_asked(pairs())
        request = self._engine.meant(search_request(evidence.PARAMETERS))
        article = self._engine.get(id, request.principals)
        marked, similar = self._engine.mark(article, request.query), self._engine.similar(id)
        near = self._engine.near_copies(article)
        return render_template("article.html", page=article_page(here, request, article, marked, asked, similar, near))

    def facet(self, name: str) -> str:
        """Every value of a facet under a search."""
        here, asked = visit(), parse_listing(name, pairs(), TELLING)
        return render_template("facet.html", page=facet_page(here, asked, listed(self._engine, asked, here.reader)))

    def about(self, name: str, value: str) -> str:
        """One value of a facet: when, with whom and with what it appears."""
        here, named = visit(), subject(name, value)
        no_parameters("searches are at /search.")
        (value,) = self._engine.meant(named.search).filter(name).any
        about = subject(name, value)
        result = self._engine.search(about.request)
        archive, aliases = self._archive(about.request, result), self._engine.aliases(name, value)
        return render_template("about.html", page=about_page(here, about, result, archive, aliases))

    def matrix(self) -> str:
        """One facet of a search against another, or against time."""
        here, asked = visit(), parse_grid(pairs(), TELLING)
        found = self._engine.matrix(asked.search, asked.rows, asked.columns, asked.size)
        return render_template("matrix.html", page=matrix_page(here, asked, found))

    def help(self) -> str:
        """How to search, and the keys."""
        here = visit()
        no_parameters("searches are at /search.")
        return render_template("help.html", page=help_page(here))
