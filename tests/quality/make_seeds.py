"""Writes those files of the sample archive that are not written by hand.

.venv/bin/python -m tests.quality.make_seeds
"""

from __future__ import annotations

import csv
import datetime
import io
import textwrap
from pathlib import Path
from xml.sax.saxutils import escape

from tests.ingest.making import Capture, Set, column, docx, mail, mbox, mhtml, pdf, tarred, warc, zipped
from tests.quality import seed_stories as stories
from tests.quality.seed_stories import Story

SEEDS = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Write the files."""
    for name, data in {
        "tidewater-register/2010/new-start.pdf": printed(stories.NEW_START),
        "brussels-ledger/2013/precursors.docx": document(stories.PRECURSORS),
        "bosphorus-dispatch/morning 2017-12-30.eml": newsletter(stories.ANKARA_LOAN),
        "meridian-wire/alerts-2013-2014.mbox": alerts([stories.BELGRADE, stories.ISLAMABAD]),
        "levant-evening-mirror/cairo.mhtml": saved(stories.CAIRO),
        "levant-evening-mirror/shorts.tsv": shorts([stories.TEHRAN]),
        "tsugaru-times/crawl.warc.gz": crawl(),
        "steppe-and-silk/latest.rss": rss([stories.ASTANA, stories.BISHKEK]),
        "harbour-courier/world.atom": atom(stories.GENEVA),
        "deccan-lantern/navy.zip": navy(),
        "courrier-du-ponant/2011.tar.gz": ponant(stories.MISTRAL),
        "meridian-wire/bulletins.csv": bulletins([stories.ORENBURG, stories.HANOI]),
    }.items():
        (SEEDS / name).parent.mkdir(parents=True, exist_ok=True)
        (SEEDS / name).write_bytes(data)


def printed(story: Story) -> bytes:
    """A printed page and its continuation: running head, words parted at the end of lines, first lines set in."""
    first, last = story.paragraphs[:3], story.paragraphs[3:]
    head, motto = "TIDEWATER REGISTER", "All the tides, none of the foam"
    title = column(textwrap.wrap(story.title, 36), y=740, size=24, lead=28)
    byline = column([f"By {story.author}", story.day], y=670)
    pages = [
        [Set(head, 60, 805, 9), Set(motto, 380, 805, 9), *title, *byline, *_set(first, 630), Set("A1", 290, 30, 9)],
        [Set(head, 60, 805, 9), Set(motto, 380, 805, 9), *_set(last, 760), Set("A12", 290, 30, 9)],
    ]
    return pdf(pages, {"Title": "TR_A01_0409.indd", "CreationDate": "D:20100408221500-04'00'", "Producer": "by hand"})


def _set(paragraphs: list[str], y: float) -> list[Set]:
    """Paragraphs set in a narrow column, the first line of each set in, long words parted with a hyphen."""
    lines = []
    for paragraph in paragraphs:
        for number, text in enumerate(_parted(paragraph, 62)):
            lines.append(Set(text, 72 if number == 0 else 60, y, 11))
            y -= 14
    return lines


def _parted(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and len(word) >= 9 and room >= 5:
            lines.append(f"{line} {word[: room - 1][:-3] if room > len(word) - 3 else word[: room - 1]}-")
            line = word[len(lines[-1]) - len(line) - 2 :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def document(story: Story) -> bytes:
    """A manuscript with its title in the style for titles and the author's name below."""
    lines = [("Title", story.title), ("", f"By {story.author}"), *(("", text) for text in story.paragraphs)]
    lines.append(("", "© Brussels Ledger 2013"))
    return docx(lines, title="precursors_v3_BL.docx", created=datetime.datetime(2013, 6, 4, 15, 2))


def newsletter(story: Story) -> bytes:
    """A newsletter laid out in tables, with a plain text that asks to read it in a browser."""
    paragraphs = "".join(f"<p style='font-family:Georgia'>{text}</p>" for text in story.paragraphs)
    page = (
        "<html><body><table width='600'><tr><td><a href='https://bosphorusdispatch.example/1'>View in browser</a></td>"
        f"</tr><tr><td><h1>{story.title}</h1><p>By {story.author}</p>{paragraphs}</td></tr>"
        "<tr><td><small>You receive this because you subscribed. <a href='#'>Unsubscribe</a> | <a href='#'>Help</a>"
        "</small></td></tr></table></body></html>"
    )
    headers = {
        "From": "Bosphorus Dispatch <morning@mail.bosphorusdispatch.example>",
        "To": "reader@library.example",
        "Subject": story.title,
        "Date": "Sat, 30 Dec 2017 07:00:00 +0300",
        "Message-ID": "<20171230.1@mail.bosphorusdispatch.example>",
    }
    return mail(headers, "This letter is best read in a browser.\n", page)


def alerts(items: list[Story]) -> bytes:
    """A mailbox of alerts in plain text, broken at a width."""
    mails = []
    for number, story in enumerate(items, 1):
        body = "\n\n".join(textwrap.fill(text, 72) for text in story.paragraphs)
        day = datetime.datetime.strptime(story.day, "%d %B %Y").replace(hour=16, tzinfo=datetime.UTC)
        headers = {
            "From": f"{story.author} via Meridian Wire <alerts@meridianwire.example>",
            "Subject": f"Fwd: {story.title}",
            "Date": day.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Message-ID": f"<alert-{number}@meridianwire.example>",
        }
        mails.append(mail(headers, f"{body}\n\n-- \nMeridian Wire alerts. To unsubscribe reply STOP.\n"))
    return mbox(mails)


def _page(story: Story, outlet: str, head: str = "", dated: str = "") -> str:
    paragraphs = "\n".join(f"<p>{text}</p>" for text in story.paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{story.title} | {outlet}</title>{head}"
        f"</head><body><nav><a href='/'>{outlet}</a> <a href='/world'>World</a> <a href='/log-in'>Log in</a></nav>"
        f"<main><article><h1>{story.title}</h1><p>By <span class='author'>{story.author}</span></p>{dated}"
        f"{paragraphs}\n</article></main><footer>{outlet}. All rights kept.</footer></body></html>"
    )


def saved(story: Story) -> bytes:
    """A page saved by a browser years later."""
    page = _page(story, "Levant Evening Mirror", dated="<time datetime='2013-11-14'>14 November 2013</time>")
    return mhtml(page, "https://www.leveningmirror.example/region/cairo-two-plus-two")


def crawl() -> bytes:
    """Two captured pages, one of which states no date, with what a crawler brings along."""
    site = "https://www.tsugarutimes.example"
    named = "<meta property='og:site_name' content='Tsugaru Times'>"
    tokyo = _page(stories.TOKYO, "Tsugaru Times", named, f"<time>{stories.TOKYO.day}</time>")
    pyongyang = _page(stories.PYONGYANG, "Tsugaru Times", named)
    return warc(
        [
            Capture(f"{site}/robots.txt", b"User-agent: *\nAllow: /\n", "2017-03-21T02:00:00Z", media="text/plain"),
            Capture(f"{site}/politics/four-ministers", tokyo.encode(), "2017-03-21T02:00:05Z"),
            Capture(f"{site}/old", b"", "2017-03-21T02:00:07Z", status="301 Moved Permanently"),
            Capture(f"{site}/logo.svg", b"<svg/>", "2024-06-19T13:10:00Z", media="image/svg+xml"),
            Capture(f"{site}/politics/pyongyang-treaty", pyongyang.encode(), "2024-06-19T13:10:02Z"),
        ]
    )


def rss(items: list[Story]) -> bytes:
    """A feed with the whole text of its entries."""
    entries = "".join(
        f"<item><title>{escape(story.title)}</title><link>https://steppeandsilk.example/{number}</link>"
        f"<pubDate>{story.day}</pubDate><dc:creator>{story.author}</dc:creator>"
        f"<description>{escape(story.paragraphs[0][:90])}…</description><content:encoded><![CDATA["
        + "".join(f"<p>{text}</p>" for text in story.paragraphs)
        + "]]></content:encoded></item>\n"
        for number, story in enumerate(items, 201)
    )
    names = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    link = "<link>https://steppeandsilk.example/</link>"
    channel = f"<title>Steppe &amp; Silk Review</title>{link}<language>en</language>"
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' {names}><channel>{channel}\n"
    return f"{head}{entries}</channel></rss>\n".encode()


def atom(story: Story) -> bytes:
    """A feed in the other format, with escaped markup."""
    body = escape("".join(f"<p>{text}</p>" for text in story.paragraphs))
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'>"
        "<title>Harbour Courier</title><id>https://www.harbourcourier.example/world</id><updated>2016-09-10T06:00:00Z</updated>"
        f"\n<entry><title>{story.title}</title><id>tag:harbourcourier.example,2016:syria-truce</id>"
        "<link rel='alternate' href='https://www.harbourcourier.example/world/geneva-syria-truce-8812'/>"
        f"<published>{story.day}</published><updated>2016-09-12T09:00:00Z</updated><author><name>{story.author}</name></author>"
        f"<content type='html'>{body}</content></entry></feed>\n"
    ).encode()


def navy() -> bytes:
    """A ZIP file with a page and a text."""
    text = "\n\n".join(stories.CHAKRA.paragraphs)
    dump = (
        f"Deccan Lantern\nE-paper  Cricket  Log in\n\n{stories.CHAKRA.title}\n\nBy {stories.CHAKRA.author}\n"
        f"{stories.CHAKRA.day}\n\n{text}\n\nShare this story\n"
    )
    page = _page(stories.GORSHKOV, "Deccan Lantern", dated=f"<p class='published'>{stories.GORSHKOV.day}</p>")
    return zipped({"2004/gorshkov.html": page.encode(), "2012/chakra.txt": dump.encode()})


def ponant(story: Story) -> bytes:
    """A packed TAR file with a text in French."""
    text = "\n\n".join(story.paragraphs)
    dump = (
        f"Le Courrier du Ponant\n\n{story.title}\n\nPar {story.author}\nPublié le {story.day}\n\n{text}\n\nS'abonner\n"
    )
    return tarred({"2011/mistral.txt": dump.encode()}, "gz")


def bulletins(items: list[Story]) -> bytes:
    """A table as spreadsheets write it, with line breaks in cells."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Article ID", "Headline", "Byline", "Publication", "Published", "Body"])
    for number, story in enumerate(items, 1):
        text = "\n\n".join(story.paragraphs)
        rows.writerow([f"mw-b-{number}", story.title, story.author, "Meridian Wire", story.day, text])
    return out.getvalue().encode("utf-8-sig")


def shorts(items: list[Story]) -> bytes:
    """A table with tabs between its columns."""
    lines = ["Title\tText\tAuthor\tSource\tDate\tLang"]
    for story in items:
        cells = [story.title, " ".join(story.paragraphs), story.author, "Levant Evening Mirror", story.day, "en"]
        lines.append("\t".join(cells))
    return ("\n".join(lines) + "\n").encode()


if __name__ == "__main__":
    main()
