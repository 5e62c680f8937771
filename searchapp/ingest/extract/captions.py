"""Recognises captions of pictures and the credits of their makers in saved text."""

from __future__ import annotations

import re

_NAME = r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,4}"
_MAKER = (
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|video|screenshot|foto|fotos|bild|bilder|"
    r"fot|fotografia|fotografie|image source|immagine|ilustracja|imagem|صورة|图片?|"
    r"grafik|symbolbild|archivbild|photographie|crédits?(?: photo)?|imagen|фото|фотография|иллюстрация|"
    r"снимок|скриншот|світлина|ілюстрація)"
)
#: A line that is a credit, or begins with one.
_BEGINS = re.compile(
    rf"^\W{{0,3}}(?:©|\(c\)\s|{_MAKER}(?:\s+(?:credit|courtesy|by|of|from|von|de|par|archives?|"
    rf"illustration|credits|via))?\s*(?:[:©|/]|\bby\b|\bcourtesy\b|\bvon\b(?=\s[A-ZÄÖÜ])))",
    re.IGNORECASE,
)
#: A credit at the end of a caption, or within it.
_ENDS = re.compile(
    rf"[\[(]\s*(?:{_MAKER}|source|quelle|источник|credit|ap|afp|epa|reuters|getty)\b[^\])]{{0,120}}[\])]\W*$"
    rf"|[.!?…»”\"')\]|(\[]\s*{_MAKER}(?:\s+(?:credit|courtesy|by))?\s*[:©/]\s*\S.{{0,80}}$"
    rf"|\s[-–—|]\s*{_NAME}\s?/\s?{_NAME}\W*$"
    rf"|^[(\[]{_NAME}\s?/\s?{_NAME}[)\]]$"
    r"|[.!?]\s*/\s*[A-ZÀ-ÞА-Я][\w .-]{1,30}$"
    r"|(?:©|\(c\))\s*(?:\d{4}\s*)?\S.{1,60}$"
    r"|\b(?:getty images|ap photo|afp photo|epa-efe|reuters/\w+|afp/\w+|via getty|/ ?afp|/ ?ap|/ ?epa|"
    r"/ ?reuters|picture alliance|imago images|shutterstock|wikimedia commons|ria novosti archive|"
    r"тасс/\S+)\b.{0,40}$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"^(?:file|archive|archiv|in this)\b.{0,60}\b(?:photo|picture|image|foto)\b|\bfile[ -](?:photo|"
    r"picture|image)\b",
    re.IGNORECASE,
)
_CAPITALS_CREDIT = re.compile(r"^[A-ZÀ-ÞА-ЯЁІЇЄ][^a-zß-ÿа-яёіїє]*(?:PHOTO|PICTURE|FOTO|ФОТО)[^a-zß-ÿа-яёіїє]*$")
_LONGEST = 400


def is_credit(line: str) -> bool:
    """Whether the line states the maker of a picture, alone or with its caption.

    >>> is_credit("© Wire / Ann Lee / Soldiers on parade"), is_credit("Soldiers on parade. Photo: Ann Lee")
    (True, True)
    """
    bare = line.strip()
    if not 3 < len(bare) <= _LONGEST:
        return False
    return bool(_BEGINS.search(bare) or _ENDS.search(bare) or _FILE.search(bare[:120]) or _CAPITALS_CREDIT.match(bare))


def is_repeated_in(line: str, other: str) -> bool:
    """Whether the line, but for spaces and signs, stands in `other` too: captions are often saved twice."""
    key, within = _key(line), _key(other)
    return len(key) > 15 and key in within


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
