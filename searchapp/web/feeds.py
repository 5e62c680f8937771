"""What a search finds as a feed, and the description by which a browser adds the archive to its search engines."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, render_template, request

from searchapp.export.atom import MIMETYPE, Entry, Feed, write
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.web.conditional import Commits, unless_known
from searchapp.web.links import Links, outside
from searchapp.web.port import SearchEngine
from searchapp.web.presenters.frame import Visit
from searchapp.web.visit import no_parameters, search_request, visit

#: Articles of a feed, where no number is asked for.
ENTRIES = 50
_DESCRIBED = "application/opensearchdescription+xml"


class Feeds:
    """The feeds of one archive."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._commits = Commits()

    def register(self, app: Flask) -> None:
        """Give feeds and the description their addresses."""
        app.add_url_rule("/feed", "feed", self.feed)
        app.add_url_rule("/opensearch.xml", "opensearch", self.opensearch)

    def feed(self) -> Response:
        """The newest articles that a search finds, in whatever order the search has them."""
        here, asked = visit(), search_request()
        per_page = asked.per_page if "per_page" in request.args else ENTRIES
        newest = replace(asked, sort="-date", facets=(), per_page=per_page)
        return unless_known(self._engine, lambda: self._feed(here, newest), self._commits)

    def _feed(self, here: Visit, asked: SearchRequest) -> Response:
        asked = self._engine.meant(asked)
        found, made = self._engine.search(asked), self._engine.status().created
        feed = Feed(
            title=f"{asked.query.strip()} – {here.site.name}" if asked.query.strip() else here.site.name,
            itself=here.links.feed(asked),
            page=here.links.search_url(asked),
            following=here.links.feed(replace(asked, cursor=found.next, page=1)) if found.next else None,
            archive=made,
            made=made,
            entries=tuple(_entry(hit, here.links) for hit in found.hits),
        )
        return Response(write(feed), content_type=f"{MIMETYPE}; charset=utf-8")

    def opensearch(self) -> Response:
        """The description (OpenSearch 1.1)."""
        no_parameters("the description has none.")
        here = visit()
        made = render_template("opensearch.xml", name=here.site.name, links=here.links, feed=MIMETYPE)
        return Response(made, content_type=f"{_DESCRIBED}; charset=utf-8")


def _entry(hit: Hit, links: Links) -> Entry:
    summary = " … ".join(snippet.text for snippet in hit.snippets)
    return Entry(hit.article, links.page_url(hit.article.id), outside(hit.article.url), summary)
