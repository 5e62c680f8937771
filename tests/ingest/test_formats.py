"""What is made of every format: of a good file, a damaged one, an empty one and a hostile one."""

from __future__ import annotations

import datetime
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.articles import Article
from searchapp.ingest import Outcome, Read, Skipped, Source, Warned, read
from searchapp.ingest.readers import CONTAINERS, READERS, Reading, records
from tests.ingest.making import (
    Capture,
    Set,
    column,
    docx,
    mail,
    mbox,
    mhtml,
    pdf,
    tarred,
    warc,
    zipped,
)  # fmt: skip

LEAD = "Russia will close its mission at NATO at the beginning of November, the foreign minister said on Monday."
MORE = "The alliance said that it had seen the remarks and had been told nothing by the ministry itself."
TITLE = "Moscow closes its mission at NATO"
TEXT = f"{TITLE}\n\nMOSCOW, 18 October 2021 — {LEAD}\n\n{MORE}\n"
URL = "https://www.paper.example/world/mission"


def page(extra: str = "", text: str = LEAD) -> str:
    return (
        f"<html><head><title>{TITLE}</title>{extra}</head><body><article><h1>{TITLE}</h1><p>{text}</p>"
        f"<p>{MORE}</p></article></body></html>"
    )


def same(article: Article, principals: tuple[str, ...]) -> Article:
    return article


@pytest.fixture
def made(tmp_path: Path) -> Any:
    """What is made of a file with the given name and bytes."""

    def of(name: str, data: bytes, **how: Any) -> list[Outcome]:
        (tmp_path / name).write_bytes(data)
        source = Source(tmp_path / name, tmp_path, name)
        return list(read([source], workers=1, enrich=same, how=Reading(**how)))

    return of


def one(outcomes: list[Outcome]) -> Article:
    [found] = outcomes
    assert isinstance(found, Read), found
    return found.article


def articles(outcomes: list[Outcome]) -> list[Article]:
    return [found.article for found in outcomes if isinstance(found, Read)]


def reasons(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(found.locator, found.reason) for found in outcomes if isinstance(found, Skipped)]


def test_a_pdf_of_several_pages(made: Any) -> None:
    """Title by its type, date by the dateline; running lines go, parted words and paragraphs are put together."""
    head, feet = "HARBOUR COURIER   WORLD", ["Page 1", "Page 2"]
    first = column(
        [
            "By Imogen Tarrant", "",
            "   MOSCOW, 18 October 2021 - Russia will close its mission at NATO at the begin-",
            "ning of November, the foreign minister said on Monday, and asked all EU-",
            "Russia talks to wait until then.", "",
            "The alliance said that it had seen the remarks and had been told nothing by the",
            "ministry itself. A spokesman added that a long-standing channel would stay open and",
        ],
        y=640,
    )  # fmt: skip
    second = column(
        ["that the ambassadors would go on meeting in Brussels and in other long-", "standing forums."], y=780
    )
    title = column(["Moscow closes its mission", "at NATO as ties hit bottom"], y=700, size=22, lead=26)
    pages = [
        [Set(head, 60, 810, 8), *title, *first, Set(feet[0], 280, 30, 8)],
        [Set(head, 60, 810, 8), *second, Set(feet[1], 280, 30, 8)],
    ]
    article = one(made("a.pdf", pdf(pages, {"Title": "Microsoft Word - x.doc", "CreationDate": "D:20240101000000Z"})))
    assert article.title == "Moscow closes its mission at NATO as ties hit bottom"
    assert (article.date, article.provenance["date"]) == (datetime.date(2021, 10, 18), "dateline")
    assert article.authors == ("Imogen Tarrant",)
    paragraphs = article.text.split("\n")
    assert paragraphs[0].startswith("Russia will close its mission at NATO at the beginning of November, the foreign")
    assert paragraphs[0].endswith("and asked all EU-Russia talks to wait until then.")
    assert "in other long-standing forums." in paragraphs[-1] and "open and that the" in paragraphs[-1]
    assert "HARBOUR" not in article.text and "Page" not in article.text


@pytest.mark.parametrize(
    ("info", "title", "date"),
    [
        ({"Title": TITLE, "CreationDate": "D:20211018120000Z"}, TITLE, datetime.date(2021, 10, 18)),
        ({"Title": "page_04.indd", "CreationDate": "D:20240101120000Z"}, "", None),
        ({"Title": "Untitled", "CreationDate": "D:99999999"}, "", None),
    ],
)
def test_what_a_pdf_says_of_itself(made: Any, info: dict[str, str], title: str, date: datetime.date | None) -> None:
    """Properties stand in for title and date if they are likely: a headline, and a day in the year the text is of."""
    lines = ["He spoke of the year 2021 and of what was to come in the mission of the country at", "the alliance."]
    article = one(made("a.pdf", pdf([column(lines)], info)))
    assert (article.title, article.date) == (title, date)


def test_a_pdf_without_text_is_reported_as_such(made: Any) -> None:
    """A scan is told apart from a damaged file, and the message says what to do."""
    [found] = made("a.pdf", pdf([[]]))
    assert found.reason == "no-text-layer" and "OCR" in found.message


def test_a_pdf_with_a_password(made: Any) -> None:
    """A document that needs a password is `encrypted`; one that anybody may open is read."""
    from pypdf import PdfReader, PdfWriter

    for password, expected in (("", []), ("secret", [("", "encrypted")])):
        writer = PdfWriter(PdfReader(io.BytesIO(pdf([column([LEAD])]))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        assert reasons(made("a.pdf", out.getvalue())) == expected


def test_a_pdf_that_swells_is_refused(made: Any) -> None:
    """A page that unpacks to gigabytes costs the file, not the memory."""
    import zlib

    content = zlib.compress(bytes(300_000_000), 9)
    data = pdf([column(["x"])]).replace(b"\nendstream", b"", 1)
    start = data.index(b"<< /Length")
    end = data.index(b"endobj", start)
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\n" % (len(content), content)
    [found] = made("a.pdf", data[:start] + bomb + data[end:])
    assert found.reason in ("bad-pdf", "no-text-layer")


def test_a_word_document(made: Any) -> None:
    """The title is the paragraph in the style Title; the text keeps its paragraphs, those of tables too."""
    article = one(made("a.docx", docx([("Title", TITLE), ("", f"MOSCOW, 18 October 2021 — {LEAD}"), ("", MORE)])))
    assert (article.title, article.text) == (TITLE, f"{LEAD}\n{MORE}")
    assert article.date == datetime.date(2021, 10, 18)


def test_the_day_of_a_template_is_no_date(made: Any) -> None:
    """The day a Word document was made counts only if it can be that of the text."""
    story = [("", "It was in 2021 that the mission closed, and nobody has been there since, she said.")]
    assert one(made("a.docx", docx(story))).date is None
    likely = docx(story, title=TITLE, created=datetime.datetime(2021, 11, 2))
    article = one(made("a.docx", likely))
    assert (article.date, article.provenance["date"]) == (datetime.date(2021, 11, 2), "docx")
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("sender", "outlet", "authors"),
    [
        ("Harbour Courier <news@mail.harbourcourier.example>", "Harbour Courier", ()),
        ("Anna Berg at Harbour Courier <news@harbourcourier.example>", "Harbour Courier", ("Anna Berg",)),
        ("Anna Berg <anna@substack.com>", None, ("Anna Berg",)),
        ("news@newsletter.harbourcourier.example", "harbourcourier.example", ()),
        ('"Berg" <', "Berg", ()),
    ],
)
def test_the_sender_of_a_mail(made: Any, sender: str, outlet: str | None, authors: tuple[str, ...]) -> None:
    """A known first name makes the sender an author; else the sender is the outlet, by name or by host."""
    data = b"From: " + sender.encode() + b"\nSubject: A subject\n\n" + f"{LEAD}\n\n{MORE}\n".encode()
    article = one(made("a.eml", data))
    assert (article.outlet, article.authors) == (outlet, authors)


def test_a_newsletter(made: Any) -> None:
    """The page in a mail is read as a page; Subject is the title without `Fwd:`, Date the day in UTC."""
    headers = {
        "Subject": "Fwd: Élysée and the mission", "Date": "Mon, 18 Oct 2021 23:30:00 -0500",
        "From": "Harbour Courier <a@b.example>",
    }  # fmt: skip
    article = one(made("a.eml", mail(headers, "Read it in your browser.", page(), "latin-1")))
    assert (article.title, article.provenance["title"]) == ("Élysée and the mission", "email")
    assert (article.date, article.provenance["date"]) == (datetime.date(2021, 10, 19), "email")
    assert article.text == f"{LEAD}\n{MORE}"


def test_a_mail_with_attachments_only(made: Any) -> None:
    """Attachments are not read, and that is said."""
    message = mail({"Subject": "x", "From": "a@b.example"}, "")
    assert reasons(made("a.eml", message)) == [("", "no-text")]


def test_a_mailbox(made: Any) -> None:
    """Mails keep their place; a line `From ` within a text parts nothing; a mail keeps its id in another mailbox."""
    first = mail({"Subject": "First", "Message-ID": "<1@b.example>"}, f"He wrote:\n\nFrom here on {LEAD}\n\n{MORE}")
    second = mail({"Subject": "Second", "Message-ID": "<2@b.example>"}, f"{LEAD}\n\n{MORE}")
    found = articles(made("a.mbox", mbox([first, second])))
    assert [article.title for article in found] == ["First", "Second"]
    assert "From here on" in found[0].text and ">From" not in found[0].text
    [again] = articles(made("b.mbox", mbox([second])))
    assert again.id == found[1].id


def test_a_page_saved_as_mhtml(made: Any) -> None:
    """The address is that of the saving; the day of the saving is no date; the charset is the part's own."""
    article = one(made("a.mhtml", mhtml(page('<meta charset="utf-8">', "Его слова: " + LEAD), URL, "cp1251")))
    assert (article.url, article.provenance["url"]) == (URL, "mhtml")
    assert article.date is None and article.title == TITLE
    assert article.text.startswith("Его слова: Russia")


def test_a_web_archive(made: Any) -> None:
    """Pages and texts with status 200 are read; the record's address and date stand in for what a page leaves out."""
    captures = [
        Capture(URL, page().encode()),
        Capture(URL + "/2", page('<meta property="article:published_time" content="2018-03-01">').encode()),
        Capture(
            "https://www.paper.example/2018/02/27/a",
            page(text="Привет. " + LEAD).encode("cp1251"),
            media="text/html; charset=windows-1251",
        ),
        Capture(URL + "/dot.gif", b"GIF89a", media="image/gif"),
        Capture(URL + "/gone", page().encode(), status="404 Not Found"),
        Capture("https://www.paper.example/robots.txt", b"User-agent: *", media="text/plain"),
    ]
    for name, packed in (("a.warc.gz", True), ("a.warc", False)):
        found = articles(made(name, warc(captures, packed)))
        assert [(article.url, article.date, article.provenance["date"]) for article in found] == [
            (URL, datetime.date(2018, 3, 14), "warc"),
            (URL + "/2", datetime.date(2018, 3, 1), "meta"),
            ("https://www.paper.example/2018/02/27/a", datetime.date(2018, 2, 27), "url"),
        ]
        assert found[2].text.startswith("Привет.")
        assert found[0].source.endswith(f"{name}#3")


def test_a_web_archive_that_is_cut_off(made: Any) -> None:
    """What comes before the damage is read, and the rest is one skip."""
    data = warc([Capture(URL, page().encode()), Capture(URL + "/2", page().encode())])
    outcomes = made("a.warc.gz", data[:-200])
    assert [article.url for article in articles(outcomes)][:1] == [URL]
    assert [reason for _, reason in reasons(outcomes)] == ["bad-gzip"]
    data = warc([Capture(URL, page().encode()), Capture(URL + "/2", page().encode())], packed=False)
    outcomes = made("b.warc", data[:-200])
    assert [article.url for article in articles(outcomes)] == [URL]
    assert reasons(outcomes) == [("#5", "bad-warc")]


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Courier</title><language>en-gb</language>
<item><title>Q &amp;amp; A: {TITLE}</title><link>{URL}</link><pubDate>Mon, 18 Oct 2021 23:00:00 -0500</pubDate>
<dc:creator>Anna Berg</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><script>alert(1)</script><p>{MORE}</p>]]></content:encoded></item>
<item><title>Only a summary</title><guid isPermaLink="false">tag:1</guid>
<description>A short summary.</description></item>
<item></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title><entry><title>{TITLE}</title>
<link href="{URL}"/><id>tag:2</id><updated>2021-10-18T10:00:00Z</updated><author><name>Anna Berg</name></author>
<content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.html", "a.txt"])
def test_an_rss_feed(made: Any, name: str) -> None:
    """The whole content is taken before the summary; link, day, author and outlet are the feed's."""
    outcomes = made(name, RSS.encode())
    first, second = articles(outcomes)
    assert (first.title, first.url, first.authors) == (f"Q & A: {TITLE}", URL, ("Anna Berg",))
    assert (first.outlet, first.language, first.date) == ("Harbour Courier", "en", datetime.date(2021, 10, 19))
    assert first.text == f"{LEAD}\n{MORE}" and first.provenance["date"] == "feed"
    assert (second.title, second.text) == ("Only a summary", "A short summary.")
    assert reasons(outcomes) == [("#3", "no-text")]


def test_an_atom_feed(made: Any) -> None:
    """Where a feed says only when an entry was changed, that is its day."""
    article = one(made("a.atom", ATOM.encode()))
    assert (article.url, article.date, article.text) == (URL, datetime.date(2021, 10, 18), LEAD)


def test_entities_of_a_feed_do_not_unfold(made: Any, tmp_path: Path) -> None:
    """Neither entities within entities nor files named by entities get into an article."""
    (tmp_path / "secret").write_text("SECRET")
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file://{tmp_path}/secret">]>'
    item = "<item><title>A &l9;</title><description>&f; b</description></item>"
    bomb = f"{head}<rss version='2.0'><channel>{item}</channel></rss>"
    told = json.dumps([str(outcome) for outcome in made("a.rss", bomb.encode())])
    assert "SECRET" not in told and len(told) < 10_000


def test_xml_that_is_no_feed(made: Any) -> None:
    """Other XML is an unknown format, and a feed that is cut off keeps its entries and is told."""
    assert reasons(made("a.xml", b"<?xml version='1.0'?><urlset><url/></urlset>")) == [("", "unknown-format")]
    outcomes = made("a.rss", RSS.encode()[:-500])
    assert len(articles(outcomes)) >= 1 and ("", "bad-feed") in reasons(outcomes)


def test_a_table(made: Any) -> None:
    """Usual headers are known in any case; rows may span lines; a column that is not known is told, and left out."""
    header = "\ufeffHeadline;Full_Text;Published;Source;Authors;Score"
    data = f'{header}\n{TITLE};"{LEAD}\n\n{MORE}; so";18.10.2021;HC;Anna Berg;1\n'
    warned, found = made("a.csv", data.encode())
    assert isinstance(warned, Warned) and warned.detail == "Score"
    article = found.article
    assert (article.title, article.text) == (TITLE, f"{LEAD}\n\n{MORE}; so")
    assert (article.outlet, article.authors, article.date) == ("HC", ("Anna Berg",), datetime.date(2021, 10, 18))
    assert article.provenance["date"] == "given" and article.source.endswith("a.csv#2")


def test_the_columns_of_a_table_can_be_named(made: Any) -> None:
    """A column map comes before the usual names; a column that is not there is told, with those that are."""
    data = b"Title\tKop\tTekst\nno\tyes\tbody\n"
    article = articles(made("a.tsv", data, columns={"title": "kop", "text": "Tekst"}))[0]
    assert (article.title, article.text) == ("yes", "body")
    [wrong] = made("a.tsv", data, columns={"title": "Kopp"})
    assert wrong.reason == "bad-columns" and "Title, Kop, Tekst" in wrong.message and "'Kopp'" in wrong.message
    [unknown] = made("b.csv", b"a,b\n1,2\n")
    assert unknown.reason == "bad-columns" and "--columns" in unknown.message and "a, b" in unknown.message


def test_members_of_archive_files(made: Any) -> None:
    """Files in ZIP and TAR files are read, packed or not, one within the other; a bad member costs itself."""
    inner = tarred({"deep/c.txt": TEXT.encode()}, "xz")
    lines = b'{"title": "x"}\n{oops\n'
    members = {"2021/a.html": page().encode(), "b.tar.xz": inner, "l.jsonl": lines, "p.bin": b"x", ".h.txt": b"x"}
    packed = {"a.tar": tarred(members), "a.tgz": tarred(members, "gz"), "a.tar.bz2": tarred(members, "bz2")}
    for name, data in {"a.zip": zipped(members), **packed}.items():
        outcomes = made(name, data)
        assert [found.locator for found in outcomes if isinstance(found, Read)] == [
            "!/2021/a.html", "!/b.tar.xz!/deep/c.txt", "!/l.jsonl#1",
        ]  # fmt: skip
        assert reasons(outcomes) == [("!/l.jsonl#2", "bad-json"), ("!/p.bin", "unknown-format")]
        assert articles(outcomes)[1].source.endswith(f"{name}!/b.tar.xz!/deep/c.txt")


@pytest.mark.parametrize("evil", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_of_an_archive_file(made: Any, evil: str, tmp_path: Path) -> None:
    """Such a member is not opened, nothing is written anywhere, and the other members are read."""
    before = set(tmp_path.parent.rglob("*"))
    members = {evil: TEXT.encode(), "b.txt": TEXT.encode()}
    for name, data in (("a.zip", zipped(members)), ("a.tar", tarred(members))):
        outcomes = made(name, data)
        assert [reason for _, reason in reasons(outcomes)] == ["outside"]
        assert len(articles(outcomes)) == 1
    assert {path.name for path in set(tmp_path.parent.rglob("*")) - before} == {"a.zip", "a.tar"}


def test_links_and_devices_in_archive_files(made: Any) -> None:
    """Links, devices and pipes among members are told and not followed."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            packed.addfile(info)
    assert [reason for _, reason in reasons(made("a.tar", out.getvalue()))] == ["outside"] * 4
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped_file:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        zipped_file.writestr(link, "/etc/passwd")
    assert reasons(made("a.zip", out.getvalue())) == [("!/a.txt", "outside")]


def test_endless_headers_of_a_tar_file(made: Any) -> None:
    """A header that claims to be of gigabytes is not held; a member passed over does not count as one."""
    out = io.BytesIO(tarred({"a.txt": TEXT.encode(), "b.bin": bytes(20_000_000), "c.txt": TEXT.encode()}))
    outcomes = made("a.tar", out.getvalue())
    assert len(articles(outcomes)) == 2 and reasons(outcomes) == [("!/b.bin", "unknown-format")]
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 2_000_000_000
    assert reasons(made("b.tar", header.tobuf() + bytes(20_000_000))) == [("", "too-large")]


def test_archive_files_in_archive_files_end(made: Any) -> None:
    """Archive files are opened three deep, and a deeper one is told."""
    data = zipped({"a.txt": TEXT.encode()})
    for _ in range(3):
        data = zipped({"x.zip": data})
    assert reasons(made("a.zip", data)) == [("!/x.zip!/x.zip!/x.zip", "too-deep")]


def test_bombs(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that swells costs itself; many that swell together, one within the other too, end the reading."""
    bomb = zipped({"a.txt": bytes(30_000_000), "b.txt": TEXT.encode()})
    outcomes = made("a.zip", bomb)
    assert reasons(outcomes) == [("!/a.txt", "too-large")] and len(articles(outcomes)) == 1
    monkeypatch.setattr("searchapp.ingest.opening.TOTAL_FREE", 20_000_000)
    many = zipped({f"{number}.zip": bomb for number in range(50)})
    outcomes = made("b.zip", many)
    assert reasons(outcomes)[-1] == ("", "too-large") and len(outcomes) < 12


def test_encrypted_members(made: Any) -> None:
    """A member with a password is told; its neighbours are read."""
    data = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(made("a.zip", bytes(data))) == [("!/a.txt", "encrypted")]


def test_a_damaged_member(made: Any) -> None:
    """A member whose bytes do not fit its checksum is told; its neighbours are read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", TEXT)
        packed.writestr("b.txt", TEXT)
    data = out.getvalue().replace(b"Moscow", b"MOSCOW", 1)
    outcomes = made("a.zip", data)
    assert reasons(outcomes) == [("!/a.txt", "bad-zip")] and len(articles(outcomes)) == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"no document", "bad-pdf"),
        ("a.pdf", pdf([column([LEAD])])[:200], "bad-pdf"),
        ("a.docx", b"no document", "bad-docx"),
        ("a.docx", docx([("", LEAD)])[:-300], "bad-docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0 an old one", "bad-docx"),
        ("a.docx", zipped({"a.txt": b"x"}), None),
        ("a.eml", b"no mail at all", "bad-email"),
        ("a.mbox", b"no mailbox", "bad-mbox"),
        ("a.mhtml", b"no page", "bad-mhtml"),
        ("a.warc", b"no records", "bad-warc"),
        ("a.rss", b"no feed", "bad-feed"),
        ("a.zip", b"no zip", "bad-zip"),
        ("a.zip", zipped({"a.txt": b"x"})[:-10], "bad-zip"),
        ("a.tar", b"no tar", "bad-tar"),
        ("a.txt.bz2", b"no bzip2", "bad-bzip2"),
        ("a.txt.xz", b"no xz", "bad-xz"),
        ("a.csv", b"\x00\x01\x02\x03\x04\x05\x06\x0e\x0f", "not-text"),
    ],
)  # fmt: skip
def test_damaged_files(made: Any, name: str, data: bytes, reason: str | None) -> None:
    """A file that is not what its name says, or is cut off, has a reason of its own and a message that names it."""
    [found] = made(name, data)
    assert (found.reason if isinstance(found, Skipped) else None) == reason
    assert not reason or name in found.message


@pytest.mark.parametrize("ending", sorted({*READERS, *CONTAINERS} - {".xml"}))
def test_a_file_of_no_bytes(made: Any, ending: str) -> None:
    """An empty file of any format is `empty`."""
    assert reasons(made(f"a{ending}", b"")) == [("", "empty")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", page().encode()), ("a.pdf", b"\xef\xbb\xbf<!DOCTYPE html>" + page().encode()),
        ("a.html", pdf([column([LEAD, MORE])])), ("a.html", mhtml(page(), URL)),
        ("a.txt", docx([("", LEAD), ("", MORE)])), ("a.eml", mbox([mail({"Subject": "x"}, f"{LEAD}\n\n{MORE}")])),
        ("a.json", zipped({"a.txt": TEXT.encode()})),
    ],
)  # fmt: skip
def test_names_that_say_something_else(made: Any, name: str, data: bytes) -> None:
    """A file whose bytes are certainly of another format is read as that."""
    text = one(made(name, data)).text
    assert " ".join(text.split()).startswith("Russia will close its mission at NATO")
    assert "<" not in text


@pytest.mark.parametrize("ending", [*"pdf docx eml mbox mhtml warc rss csv zip tar json txt.gz".split()])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_bytes_a_reader_gives_records_or_skips(tmp_path: Path, ending: str, data: st.DataObject) -> None:
    """Noise, and good files with noise in them, raise nothing: a file gives records, or skips with a reason."""
    good = GOOD.get(f".{ending}", b"")
    noise = data.draw(st.binary(max_size=200))
    cut = data.draw(st.integers(0, len(good)))
    whole = good[:cut] + noise + good[cut + data.draw(st.integers(0, 50)) :]
    name = f"a.{ending}"
    (tmp_path / name).write_bytes(whole)
    for outcome in read([Source(tmp_path / name, tmp_path, name)], workers=1, enrich=same):
        assert isinstance(outcome, Read | Warned) or (outcome.reason and outcome.message)


GOOD = {
    ".pdf": pdf([column([LEAD, MORE])], {"Title": TITLE}),
    ".docx": docx([("Title", TITLE), ("", LEAD)]),
    ".eml": mail({"Subject": TITLE, "From": "a@b.example"}, TEXT, page()),
    ".mbox": mbox([mail({"Subject": TITLE}, TEXT)] * 2),
    ".mhtml": mhtml(page(), URL),
    ".warc": warc([Capture(URL, page().encode())], packed=False),
    ".rss": RSS.encode(),
    ".csv": b'title,text\n"a","b\nc"\n',
    ".zip": zipped({"a.txt": TEXT.encode(), "b.html": page().encode()}),
    ".tar": tarred({"a.txt": TEXT.encode(), "b.html": page().encode()}),
}


def test_lines_are_streamed_from_archive_files(tmp_path: Path) -> None:
    """A member of any size is read line by line: the first record is there before the member is read to its end."""
    member = b'{"title": "x"}\n' * 200_000
    (tmp_path / "a.zip").write_bytes(zipped({"a.jsonl": member}))
    reading = records(Source(tmp_path / "a.zip", tmp_path, "a.zip"))
    assert next(reading).locator == "!/a.jsonl#1"
    reading.close()  # type: ignore[attr-defined]
