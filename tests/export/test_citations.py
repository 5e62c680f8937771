"""Citations as reference managers read them."""

from __future__ import annotations

import datetime
import json

from searchapp.articles import Article
from searchapp.export import bibtex, csl_json, ris

PLAIN = Article(
    id="a1",
    url="https://news.example/2014/gas?a=1&b={2}",
    title="Gas & oil: 5% of {all}",
    date=datetime.date(2014, 1, 28),
    outlet="Harbour Courier",
    authors=("Nora Quill", "Zoë O'Brien"),
    language="en",
)
BARE = Article(id="b2", title="Without\nanything\x00")


def test_bibtex_holds_what_is_known_with_its_signs_escaped():
    """An entry has a key, title, authors, outlet, date and address; what TeX would read is escaped."""
    assert "".join(bibtex.write([PLAIN])) == (
        """@article{quill2014,
  title = {{Gas \\& oil: 5\\% of \\{all\\}}},
  author = {{Nora Quill} and {Zoë O'Brien}},
  journal = {{Harbour Courier}},
  date = {2014-01-28},
  year = {2014},
  month = jan,
  day = {28},
  url = {https://news.example/2014/gas?a=1&b=%7B2%7D},
  langid = {en},
}

"""
    )


def test_no_two_entries_of_bibtex_have_one_key():
    """Articles of one author, year and word are told apart, and one without anything has a key, too."""
    keys = [text.split("{")[1].split(",")[0] for text in bibtex.write([PLAIN, PLAIN, BARE])]
    assert keys == ["quill2014", "quill2014-2", "articlendwithout"]


def test_ris_is_a_record_between_its_type_and_its_end():
    """Each line is a tag and a value; lines end as the format asks for."""
    assert "".join(ris.write([PLAIN])).split("\r\n") == [
        "TY  - NEWS",
        "TI  - Gas & oil: 5% of {all}",
        "AU  - Nora Quill",
        "AU  - Zoë O'Brien",
        "T2  - Harbour Courier",
        "PY  - 2014",
        "DA  - 2014/01/28",
        "UR  - https://news.example/2014/gas?a=1&b={2}",
        "LA  - en",
        "ID  - a1",
        "ER  - ",
        "",
        "",
    ]
    assert "TI  - Without anything\r\n" in "".join(ris.write([BARE]))


def test_csl_json_is_one_list():
    """Items are a list also when there are none, one or many, and hold no empty values."""
    assert json.loads("".join(csl_json.write([]))) == []
    assert json.loads("".join(csl_json.write([BARE]))) == [
        {"id": "b2", "type": "article-newspaper", "title": "Without\nanything\x00"}
    ]
    [first, _] = json.loads("".join(csl_json.write([PLAIN, BARE])))
    assert first["issued"] == {"date-parts": [[2014, 1, 28]]}
    assert first["author"] == [{"literal": "Nora Quill"}, {"literal": "Zoë O'Brien"}]
