"""Articles from mails (newsletters) and from pages that a browser saved as one file (MHTML)."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from searchapp.articles import Article
from searchapp.enrich.tables import folded, words
from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import clean, decode
from searchapp.ingest.extract.days import parse_day
from searchapp.ingest.extract.dump import from_dump
from searchapp.ingest.extract.page import from_page
from searchapp.ingest.extract.told import upon
from searchapp.ingest.records import Told

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|отв|пересл)\s*:\s*)+", re.IGNORECASE)
#: `Ann Lee at Harbour Courier`, `Ann Lee, Harbour Courier`.
_OF = re.compile(r"\s+(?:at|from|via|of|bei|von|chez|de)\s+|\s*[,|]\s+|\s+[-–—]\s+")
#: What stands before the name of an outlet's own host.
_MAIL_HOST = re.compile(r"^(?:(?:www|e?mail\d*|news(?:letters?)?|info|e|m|mg|mailer|updates?|alerts?|send)\.)+")
_PROVIDERS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net "
    "web.de mail.ru yandex.ru proton.me protonmail.com substack.com mailchimpapp.net mcsv.net beehiiv.com".split()
)
#: Characters of a sender's name.
_LONGEST_NAME = 80


def from_email(payload: bytes) -> Article:
    """The article in a mail, with id, source and facets left empty: its HTML part read as a page, else its plain text.

    Subject, Date and From stand over what the text says. Raises SkippedFile: `bad-email`, `no-text`, `not-text`.
    """
    message = email.message_from_bytes(payload)
    if not message.keys():
        raise SkippedFile("bad-email", "It is no mail: it does not begin with headers.")
    article = next((found for found in _bodies(message) if found.text.strip()), None)
    if article is None:
        raise SkippedFile("no-text", "The mail has no text; attachments are not read.")
    return upon(_told(message), article)


def _bodies(message: Message) -> Iterator[Article]:
    for media in ("text/html", "text/plain"):
        for part in _parts(message, media):
            if media == "text/html":
                yield from_page(_text(part, markup=True))
            else:
                yield from_dump(_text(part))


def _parts(message: Message, media: str) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() == media and part.get_content_disposition() != "attachment":
            yield part


def _text(part: Message, markup: bool = False) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return decode(payload, charset, markup).text if isinstance(payload, bytes) else ""


def header(message: Message, name: str) -> str:
    """A header's text, with encoded words decoded; as it stands where they cannot be."""
    raw = str(message.get(name) or "")
    try:
        text = str(email.header.make_header(email.header.decode_header(raw)))
    except (email.errors.HeaderParseError, LookupError, UnicodeError, ValueError):
        text = raw
    return clean(" ".join(text.split()))


def _told(message: Message) -> Told:
    outlet, writers = _sender(message)
    address = header(message, "Archived-At").strip("<>")
    return Told(
        "email",
        title=_REPLY.sub("", header(message, "Subject")) or None,
        date=parse_day(header(message, "Date")),
        outlet=outlet,
        authors=writers,
        url=address if address.startswith(("http://", "https://")) else None,
    )


def _sender(message: Message) -> tuple[str | None, tuple[str, ...]]:
    """The outlet and the authors by the header From: a person's name is an author, another name the outlet.

    A person alone, or an address alone, has the outlet of the mailing list or of the address's host.
    """
    name, address = email.utils.parseaddr(header(message, "From"))
    host = _MAIL_HOST.sub("", address.rpartition("@")[2].lower())
    listed = header(message, "List-Id").split("<")[0].strip(' "') or None
    ours = listed or (host if host and host not in _PROVIDERS else None)
    name = name.strip(" \"'")
    if not name or "@" in name or len(name) > _LONGEST_NAME:
        return ours, ()
    writer, *outlet = _OF.split(name, maxsplit=1)
    if _is_host(name, host) or not _is_person(writer):
        return name, ()
    return (outlet[0] if outlet else ours), (writer,)


def _is_person(name: str) -> bool:
    """Whether the name begins with a known first name and has one to three more words."""
    first, *rest = name.split() or [""]
    return 1 <= len(rest) <= 3 and folded(first.lower()) in words().first_names


def _is_host(name: str, host: str) -> bool:
    """Whether the name is that of the host: `Harbour Courier` of `harbourcourier.example`."""
    letters = "".join(filter(str.isalnum, name.casefold()))
    return bool(letters) and letters in host.replace("-", "").replace(".", "")


def from_mhtml(payload: bytes) -> Article:
    """The article of a page saved as MHTML; raises SkippedFile: `bad-mhtml`.

    The address is the one it was saved from, where the page does not name its own. The day of the saving is not that of
    the publication and is not used.
    """
    message = email.message_from_bytes(payload)
    page = next(_parts(message, "text/html"), None) or next(_parts(message, "application/xhtml+xml"), None)
    if page is None:
        raise SkippedFile("bad-mhtml", "There is no page in it, or it is damaged.")
    places = (header(message, "Snapshot-Content-Location"), header(page, "Content-Location"))
    url = next((place for place in places if place.startswith(("http://", "https://"))), None)
    article = from_page(_text(page, markup=True), url)
    return upon(Told("mhtml", url=url, weak=frozenset(("url",))), article)
