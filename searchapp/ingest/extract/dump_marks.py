"""Says of each line of saved text, by itself, what it is: furniture, credit, byline, date, teaser, or text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from searchapp.ingest.extract.bylines import authors
from searchapp.ingest.extract.captions import is_credit
from searchapp.ingest.extract.days import first_day, plausible, without_days
from searchapp.ingest.extract.dump_lines import Line
from searchapp.ingest.extract.furniture import ends_story, is_furniture, is_menu, is_teaser
from searchapp.ingest.extract.months import WEEKDAYS

Kind = Literal["text", "furniture", "ends", "teaser", "credit", "byline", "date", "advert", "foreign"]

#: Words in the names of newspapers, agencies and stations.
OUTLET_WORDS = re.compile(
    r"\b(?:times|post|news|courier|herald|journal|review|chronicle|mirror|observer|dispatch|ledger|register|tribune|"
    r"gazette|telegraph|press|daily|weekly|agency|wire|international|media|magazine|star|globe|standard|independent|"
    r"guardian|examiner|inquirer|broadcasting|radio|tv|online|today|monitor|sentinel|argus|bulletin|reporter|"
    r"echo|écho|faro|mundo|país|vanguardia|zeitung|kurier|anzeiger|nachrichten|rundschau|tagblatt|"
    r"tageblatt|presse|spiegel|allgemeine|bote|"
    r"gazzetta|corriere|giornale|messaggero|stampa|jornal|folha|correio|diário|gazeta|kurier|dziennik|rzeczpospolita|"
    r"głos|gazetesi|haber|krant|dagblad|tidning\w*|posten|avisen?|"
    r"institut[eo]?|foundation|stiftung|council|(?:centre|center) for|university|ministry|"
    r"صحيفة|جريدة|وكالة|مجلة|قناة|إذاعة|"
    r"le monde|courrier|dépêche|figaro|gazette|voix|tribune|diario|periódico|noticias|heraldo|prensa|"
    r"хроника|обзор|вестник|газета|новости|известия|правда|ведомости|курьер|агентство|"
    r"новини|вісник|огляд|правда|кур'єр|агенція)\b|(?:日报|晚报|早报|时报|周刊|新闻网|通讯社|日報|晚報|時報|新聞|報)$",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"(?:advertise?ment|ad|anzeige|werbung|publicité|publicidad|реклама|sponsored|promoted|annonse|annons|"
    r"reklame?|pubblicità|publicidade|advertentie)\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|interview|analysis|opinion)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|oprac\.|автор(?:ы|и)?|authors?|autor(?:in|en|es|zy|i)?|auteurs?|autore|text|texte|"
    r"texto|testo|tekst|текст|كتبت?|بقلم|إعداد|作者|记者|文)(?:\s*[:：]\s*|\s+)(?P<names>\S.{1,90})$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:last )?(?:updat|modif|actualiz|aktualisiert|geändert|обновл|изменен|оновлен|"
    r"mis(?:e)? à jour)\w*",
    re.IGNORECASE,
)
#: Words that stand with a date and say nothing else.
_WITH_DATE = frozenset(
    "published posted publish date on at by of the am pm a.m p.m noon updated last modified first print "
    "edition issue year day "
    "est edt gmt utc cet cest bst jst ist msk ist pst pdt hrs hours uhr um am den vom veröffentlicht "
    "erstellt stand von "
    "publié publiée mis mise jour maj le à mis en ligne heures par du publicado el a las de del h por "
    "horas actualizado "
    "года год г в опубликовано дата мск по обновлено автор від року р о оновлено опубліковано "
    "in den le del alle ore ultimo aggiornamento pubblicato às atualizado em godz dnia r kl publicerad publisert "
    "udgivet saat yayınlanma güncelleme نشر في تاريخ النشر الساعة بتوقيت تم يوم 来源 作者 时间 发布 "
    "views reads shares comments comment просмотров просмотры комментарии переглядів коментарі".split()
)
_BEHIND_BY = re.compile(
    r"(?:\b(?:by|von|par|por|di|door|oprac\.|автор:?)\s+|(?:作者|记者|بقلم|كتبت?)\s*[:：]?\s*)([^\W\d_]\S*.*)",
    re.IGNORECASE,
)
#: `来源：…`, `Source: …` within a line that states the day.
_BEHIND_SOURCE = re.compile(
    r"(?:来源|來源|المصدر|source|quelle|fonte|źródło|источник)\s*[:：]\s*([^\W\d_]\S*)", re.IGNORECASE
)
#: Characters of a sentence in a script whose words are not parted.
_CJK_SENTENCE = 15
#: Words that no name of a person begins with.
_NO_FIRST_NAMES = frozenset("the a an how why what when where who inside letter der die das les une".split())
#: What joins the names of several authors, and what tells where they write from.
_AND = re.compile(r"\s*(?:,|&|/|\b(?:and|und|et|y|e|i|en|och|og|и|та)\b)\s+")
_IN_PLACE = re.compile(r"^(?P<names>.+?),?\s+(?:in|aus|from|w|à|en)\s+(?P<place>[^\W\d_]\S*(?:\s[^\W\d_]\S*){0,2})$")
#: Letters of a name, and names of one signature, in scripts without capitals.
_CASELESS_LETTERS, _CASELESS_WORDS = 24, 5
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b\s*(?:[ap]\.?m\.?)?", re.IGNORECASE)
_PARTS = re.compile(r"\s{2,}|\s*[|•·;]\s*|\t|\s[–—-]\s")
_ENDINGS = ".!?…»”\"'“’)]:"
_SENTENCE = re.compile(r"[.!?…。！？؟][»”\"“’')\]]*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, with the day and authors it states; `changed` is a day of the last change, as written."""

    kind: Kind
    day: datetime.date | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    changed: str | None = None


def is_prose(text: str) -> bool:
    """Whether the line is a paragraph and no heading, label or name: it is long, or a sentence of some length."""
    if len(text) >= 160 or (len(text) >= _CJK_SENTENCE and text[-1] in "。！？"):
        return True
    return len(text.split()) >= 6 and len(text) >= 32 and bool(_SENTENCE.search(text))


def mark(line: Line, language: str | None, foreign: bool) -> Mark:
    """What the line is, looked at alone; `foreign` if it is in another script than the text."""
    text = line.text
    if foreign and len(text) < 80:
        return Mark("foreign")
    if _ADVERT.fullmatch(text):
        return Mark("advert")
    if ends_story(text):
        return Mark("ends")
    if stated := _date_line(line, language):
        return stated
    if is_menu(line.raw) or is_furniture(text):
        return Mark("furniture")
    if is_credit(text):
        return Mark("credit")
    if is_teaser(text):
        return Mark("teaser")
    if (match := _BYLINE.match(text)) and (names := byline_names(match["names"])):
        return Mark("byline", authors=names)
    return Mark("text")


def byline_names(text: str) -> tuple[str, ...]:
    """The names in a byline, none if it is a sentence."""
    found = authors([part for part in _PARTS.split(text) if part][:1])
    told = tuple(name for name in found if is_name(name) or _is_caseless_name(name))
    return told if all(len(name) < 50 for name in found) else ()


def signature(text: str) -> tuple[str, ...]:
    """The names in a line of nothing but names, or of names and where they write from.

    >>> signature("Ottilie Brandreth in Belgrade"), signature("Ann Lee and Tom Hill"), signature("Ice on the road")
    (('Ottilie Brandreth',), ('Ann Lee', 'Tom Hill'), ())
    """
    placed = _IN_PLACE.match(text)
    bare = placed["names"] if placed and placed["place"][0].isupper() else text
    names = [name for name in _AND.split(bare) if name]
    return tuple(names) if 1 <= len(names) <= 4 and all(map(is_name, names)) else ()


def _is_caseless_name(text: str) -> bool:
    """Whether the text may be a name in a script without capitals; only a byline says that it is one."""
    cased = any(character.isupper() or character.islower() for character in text)
    return not cased and 1 < len(text) <= _CASELESS_LETTERS and len(text.split()) <= _CASELESS_WORDS


def is_name(text: str) -> bool:
    """Whether the text may be a person's name: two to four words with capitals and nothing else.

    >>> is_name("Oriel Penhallow"), is_name("Harbour Courier"), is_name("Two radars")
    (True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 4 or words[0].lower() in _NO_FIRST_NAMES or OUTLET_WORDS.search(text):
        return False
    return all(re.fullmatch(r"[^\W\d_][\w.’'-]*|de|van|von|der|la|al|bin|el", word) for word in words) and all(
        word[0].isupper() or word in ("de", "van", "von", "der", "la", "al", "bin", "el") for word in words
    )


def _date_line(line: Line, language: str | None) -> Mark | None:
    """A line that states the day of publication, perhaps with a clock time, a name and counters, and no more."""
    text = line.text
    if not 6 <= len(text) <= 150 or not any(map(str.isdigit, text)):
        return None
    updated = _UPDATED.search(text)
    found = first_day(text, language)
    if found is None or not plausible(found.day):
        return None
    if not _is_bare(without_days(text)):
        return None
    before = text[: found.start].strip(" ,|–—-•·")
    names = _names_beside(line)
    if updated and updated.start() < found.start:
        return Mark("date", authors=names, changed=text[found.start : found.end])
    source = _BEHIND_SOURCE.search(text)
    return Mark("date", found.day, names, source[1] if source else _outlet(before))


def _is_bare(rest: str) -> bool:
    """Whether what stands beside the date are words that go with dates, and names."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", _CLOCK.sub(" ", rest))
    words = [word for word in words if word.strip(".").casefold() not in _WITH_DATE | WEEKDAYS]
    return (
        len(words) <= 8
        and all(word[0].isupper() or _is_caseless_name(word) for word in words if len(word) > 2)
        and sum(not word[0].isupper() for word in words) <= _CASELESS_WORDS
        and not _SENTENCE.search(rest[-3:])
    )


def _names_beside(line: Line) -> tuple[str, ...]:
    """The names behind `by`, and those that stand in a part of the line of their own; `New York, 3 May` is none."""
    found: list[str] = []
    for part in _PARTS.split(line.raw.strip()):
        bare = _UPDATED.sub("", without_days(part))
        first = bare.split(",")[0].strip()
        if match := _BEHIND_BY.search(bare):
            found += byline_names(match[1])
        elif _BEHIND_SOURCE.search(bare):
            continue
        elif first_day(part) is None and is_name(first):
            found += authors([first])
    return tuple(dict.fromkeys(found))


def _outlet(before: str) -> str | None:
    """The outlet in `Harbour Courier, 3 May 2013`; a town in its place has no word that names of outlets have."""
    name = before.split(",")[0].strip(" ,|–—-•·(")
    return name if name and OUTLET_WORDS.search(name) and len(name.split()) <= 5 and not name.islower() else None
