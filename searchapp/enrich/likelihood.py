"""Says whether words that can be a person's name are one."""

from __future__ import annotations

from searchapp.enrich.context import acts, acts_like_a_person, apposed, coordinated, opens_sentence
from searchapp.enrich.cyrillic import is_cyrillic
from searchapp.enrich.labels import FIRST, LETTER, PARTICLE, PLACE
from searchapp.enrich.tables import Words, folded
from searchapp.enrich.tokens import CAPITALS, LOWER, Tokens, lexicon

_ENGLISH_RANKS = lexicon("mr mrs ms president minister chancellor senator sen governor gen secretary judge")
_CROWNED = lexicon(
    "king queen prince princess emperor sultan emir pope ayatollah patriarch roi reine rey reina papa pape könig "
    "königin papst король короля королева королю папа князь принц"
)


def bare(tokens: Tokens, start: int, stop: int, title: str, known: Words) -> bool:
    """A family name alone counts behind a rank: `President Reagan`, `Mr Smith`."""
    key = folded(tokens.keys[stop - 1])
    if (
        (title not in known.ranks and title not in _CROWNED)
        or key in known.closed
        or len(key) < 2
        or tokens.shapes[stop - 1] == CAPITALS
        or (key in known.vocabulary and key not in known.family_names and title not in _CROWNED)
    ):
        return False
    sure = title in _ENGLISH_RANKS or key in known.family_names or key in known.first_names
    if tokens.shapes[start - 1] == LOWER and not sure:
        return False
    # `ministro da Defesa`, `président de la République` are offices, `President de Klerk` is a name.
    return stop - start == 1 or (title in _ENGLISH_RANKS and stop - start == 2)


def royal(tokens: Tokens, start: int, title: str) -> bool:
    """Whether the title belongs to the name: `King Fahd`, but `le roi Philippe`."""
    return title in _CROWNED and tokens.shapes[start - 1] != LOWER


def likely(tokens: Tokens, start: int, stop: int, labels: list[str], title: str, known: Words) -> bool:
    """Whether words of which at least two can be parts of a name are one."""
    keys = tokens.keys
    first, last = folded(keys[start]), folded(keys[stop - 1])
    family = last in known.family_names
    acting = bool(title) or acts(tokens, start, stop, known)
    if labels[0] == FIRST and PARTICLE in labels[1:]:
        return True
    if _things(tokens, start, stop, last, family, known):
        return False
    # `Jamie Street`, `Herschel Telescope`: a last word that is a word and no family name needs more.
    if last in known.organ or (last in known.vocabulary and not family):
        return acting
    if labels[0] == FIRST or (labels[0] == PLACE and first in known.first_names):
        if (first in known.common or first in known.rare_first_names) and not family:
            return acting
        sure = first not in known.world_first_names or (last not in known.vocabulary and not known.nouns)
        return sure or family or acting
    if apposed(tokens, start, stop, known) and first not in known.vocabulary:
        return True
    if acting and (title or labels[0] == LETTER or family or acts_like_a_person(tokens, stop, known)):
        return True
    if labels[0] == LETTER:
        return (family or FIRST in labels) and tokens.words[start] not in _ONE_LETTER
    if first in known.family_first and stop - start <= 4:
        return acting or not (last.endswith("s") or known.nouns)
    if first in known.common or first in known.vocabulary:
        return False
    if known.nouns:
        return False
    if _ARABIC.intersection(keys[start + 1 : stop - 1]) and first not in _BEFORE_ARTICLE:
        return True
    if is_cyrillic(last):
        return _cyrillic(tokens, start, first, last, acting)
    return coordinated(tokens, start, stop, known) or _family_ending(last)


def _things(tokens: Tokens, start: int, stop: int, last: str, family: bool, known: Words) -> bool:
    """Words that are no name whatever stands beside them: plurals, numerals, words of a dictionary only."""
    keys = [folded(key) for key in tokens.keys[start:stop]]
    if (
        not family
        and len(last) > 4
        and last.endswith("s")
        and last in known.vocabulary
        and last[:-1] in known.vocabulary
    ):
        return True
    if all(_NUMERALS.issuperset(key) for key in keys):
        return True
    return not family and all(
        (key in known.vocabulary or key in known.common) and key not in known.first_names for key in keys
    )


#: Words of one letter; an initial has its point.
_ONE_LETTER = frozenset("AÀÁEIOÓUYZWVВИКОСУАЯІЄЇ")
_NUMERALS = frozenset("ivx")
#: Particles that stand in people's names far more often than in those of places, and what makes the latter.
_ARABIC = lexicon("al bin ibn bint van abu ben el де ван фон дер аль бен ибн")
_BEFORE_ARTICLE = lexicon(
    "jabhat ansar ahrar harakat umm shatt ras dar tel hayat liwa jaysh jaish beit bab wadi deir jebel bahr ain khan "
    "puerto costa la santa los las rio porto"
)
#: Endings that only family names have, with at least three letters before them.
_FAMILY_ENDINGS = tuple(
    lexicon(
        "shvili dze enko yan ian sson ssen escu poulos idis akis iev yev ov ova eva ski sky skiy skaya skyi wicz vich "
        "vych ić ič schwili adse enkow chuk czuk zadeh oglu oğlu bekov uulu auskas iene avičius nen wala"
    )
)
_CYRILLIC_FAMILY = tuple(
    lexicon(
        "ов ев ёв ин ын ский цкий ская цкая ова ева ёва ина енко чук юк ук як ич ян дзе швили ський цький ська ів їв ко"
    )
)
_CYRILLIC_ADJECTIVES = tuple(lexicon("ая ое ый ий ого ую ые ие ых их ска ська ське ський ської ську"))


def _family_ending(key: str) -> bool:
    return len(key) > 5 and key.endswith(_FAMILY_ENDINGS)


def _cyrillic(tokens: Tokens, start: int, first: str, last: str, acting: bool) -> bool:
    """In Cyrillic only the first word of a name that is no person's has a capital, but for adjectives of places."""
    if opens_sentence(tokens, start) and not acting:
        return last.endswith(_CYRILLIC_FAMILY)
    locative = first.endswith(("ем", "ом")) and last.endswith("е")  # в Нижнем Новгороде
    return not locative and not first.endswith(_CYRILLIC_ADJECTIVES)
