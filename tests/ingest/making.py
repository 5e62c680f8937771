"""Makes small files of every format for tests and for the sample archive: no file of a test is kept as bytes."""

from __future__ import annotations

import datetime
import email.message
import email.policy
import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Set:
    """A line set at a place of a PDF page, in points."""

    text: str
    x: float
    y: float
    size: float = 10


def pdf(pages: Sequence[Sequence[Set]], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF document with one standard font (ISO 32000-1, 7.5), its pages compressed."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        content = zlib.compress(b"\n".join(map(_set, page)))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content))
        fonts = b"<< /Font << /F1 3 0 R >> >>"
        page_object = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
        objects.append(page_object % (fonts, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in (info or {}).items()))
    return _pdf_file(objects)


def _set(line: Set) -> bytes:
    place = f"BT /F1 {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm (".encode()
    return place + _escaped(line.text) + b") Tj ET"


def _escaped(text: str) -> bytes:
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (len(objects) + 1, len(objects), start))
    return out.getvalue()


def column(texts: Sequence[str], x: float = 60, y: float = 700, size: float = 10, lead: float = 12) -> list[Set]:
    """Lines one below the other; an empty text leaves half a line free."""
    lines = []
    for text in texts:
        if text:
            lines.append(Set(text, x, y, size))
        y -= lead if text else lead / 2
    return lines


def docx(paragraphs: Sequence[tuple[str, str]], title: str = "", created: datetime.datetime | None = None) -> bytes:
    """A Word document of pairs of style and text."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.created = created or datetime.datetime(2013, 12, 23)
    for style, text in paragraphs:
        document.add_paragraph(text, style or None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(
    headers: Mapping[str, str], plain: str | None = None, page: str | None = None, charset: str = "utf-8"
) -> bytes:
    """A mail with a plain text, a page, or both."""
    message = email.message.EmailMessage(policy=email.policy.SMTP.clone(utf8=False))
    for name, value in headers.items():
        message[name] = value
    if plain is not None:
        message.set_content(plain, charset=charset)
    if page is not None and plain is not None:
        message.add_alternative(page, subtype="html", charset=charset)
    elif page is not None:
        message.set_content(page, subtype="html", charset=charset)
    return message.as_bytes()


def mbox(mails: Sequence[bytes]) -> bytes:
    """A mailbox of mails, with the lines that part them, and those that look like them quoted."""
    quoted = (text.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") for text in mails)
    return b"".join(b"From sender@paper.example Mon Oct 18 09:00:00 2021\n" + text + b"\n\n" for text in quoted)


def mhtml(page: str, url: str, charset: str = "utf-8") -> bytes:
    """A page as browsers save it in one file, with a picture."""
    import quopri

    body = quopri.encodestring(page.encode(charset)).replace(b"\n", b"\r\n")
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: saved\r\n"
        "Date: Mon, 3 Jun 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--part--"\r\n\r\n\r\n'
        f"----part--\r\nContent-Type: text/html; charset={charset}\r\nContent-ID: <frame@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {url}\r\n\r\n"
    )
    picture = (
        "\r\n----part--\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://paper.example/dot.gif\r\n\r\nR0lGODlhAQABAAAAACw=\r\n----part----\r\n"
    )
    return head.encode() + body + picture.encode()


@dataclass(frozen=True)
class Capture:
    """A page as a web archive holds it."""

    url: str
    body: bytes
    date: str = "2018-03-14T08:00:00Z"
    status: str = "200 OK"
    media: str = "text/html; charset=utf-8"


def warc(captures: Sequence[Capture], packed: bool = True) -> bytes:
    """A web archive: a description, and for each page the request and the answer."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc.gz", {"software": "by hand"}))
    for capture in captures:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "paper.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(capture.url, "request", http_headers=asked))
        answered = StatusAndHeaders(capture.status, [("Content-Type", capture.media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            capture.url,
            "response",
            payload=io.BytesIO(capture.body),
            http_headers=answered,
            warc_headers_dict={"WARC-Date": capture.date},
        )
        writer.write_record(record)
    return out.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP file; members have a fixed date, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], packing: str = "") -> bytes:
    """A TAR file, packed with `gz`, `bz2` or `xz`."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as packed:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return out.getvalue()
