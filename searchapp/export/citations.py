"""Citations of articles for reference managers: the formats and what is the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from searchapp.articles import Article
from searchapp.export import bibtex, csl_json, ris


@dataclass(frozen=True, slots=True)
class Format:
    """A format of citations: its name in addresses, what it is called, its type, the end of a file's name."""

    name: str
    label: str
    mimetype: str
    suffix: str
    write: Callable[[Iterable[Article]], Iterator[str]]


FORMATS = {
    one.name: one
    for one in (
        Format("bibtex", "BibTeX", "application/x-bibtex", "bib", bibtex.write),
        Format("ris", "RIS", "application/x-research-info-systems", "ris", ris.write),
        Format("csl-json", "CSL JSON", "application/vnd.citationstyles.csl+json", "json", csl_json.write),
    )
}
