"""What is made of real pages, against what people say of each; skipped where the measuring corpora are not.

The floors only rise: whoever improves the extraction raises its floor to what was reached.
"""

import json
import tarfile

import pytest

from searchapp.ingest.decoding import decode
from searchapp.ingest.extract.page import from_page

#: Segment F1 over all pages; shares of right dates and titles of the pages that have one.
FLOORS = {"segments": 0.9610, "date": 0.9250, "title": 0.8250, "articles": 1.0}


@pytest.fixture(scope="module")
def shares(corpora):
    """Each measure over all pages of the corpus."""
    wanted = json.loads((corpora / "pages" / "gold.json").read_text(encoding="utf-8"))
    by_file = {want["file"]: want for want in wanted.values()}
    found = {}
    with tarfile.open(corpora / "pages" / "html.tar.xz") as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1]
            if member.isfile() and name in by_file:
                found[name] = from_page(decode(archive.extractfile(member).read(), markup=True).text)
    return measured(by_file, found)


def measured(wanted, found):
    right = wrong = missed = 0
    fields = {"date": [], "title": []}
    for name, want in wanted.items():
        article = found[name]
        there = [piece in article.text for piece in want.get("with") or []]
        right, missed = right + sum(there), missed + len(there) - sum(there)
        wrong += sum(piece in article.text for piece in want.get("without") or [])
        if want.get("date"):
            fields["date"].append(str(article.date) == want["date"])
        if want.get("title"):
            fields["title"].append(article.title.strip() == want["title"].strip())
    shares = {field: sum(answers) / len(answers) for field, answers in fields.items()}
    articles = sum(bool(article.text) for article in found.values()) / len(wanted)
    return shares | {"segments": 2 * right / (2 * right + wrong + missed), "articles": articles}


@pytest.mark.corpora
@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_share_of_right_answers(shares, measure):
    """At least the floor's share of what people say of the pages is found."""
    assert shares[measure] >= FLOORS[measure]
