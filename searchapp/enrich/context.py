"""What stands around a run of words and speaks for or against a person's name in it."""

from __future__ import annotations

from functools import lru_cache

from searchapp.enrich.tables import Words, folded, words
from searchapp.enrich.tokens import CAPITALISED, LOWER, NUMBER, Tokens, lexicon

#: What follows a person's name that names a thing: a road, a house, a prize.
_NAMESAKES = lexicon(
    "street road avenue square bridge airport stadium hospital library museum institute school university college "
    "foundation centre center prize medal award trophy cup pier dock church cathedral mosque temple chapel shrine "
    "theatre theater gallery hotel building tower park garden gardens tunnel station terminal "
    "brand clinic prison jail "
    "telescope archive archives think-tank scholarship fellowship lecture memorial monument statue "
    "hospice barracks refinery mine line class store stores dealership chain label"
)
#: What stands before a name of a ship or of another thing named after someone.
_CARRIERS = lexicon(
    "ferry liner steamer ship vessel tanker freighter trawler yacht boat schooner submarine frigate destroyer cruiser "
    "carrier battleship icebreaker lifeboat tug barge uss hms rms ss mv hurricane typhoon storm cyclone brand retailer "
    "chain refuge hôpital hospital avenue rue calle plaza avenida boulevard place quai pont lycée collège stade musée "
    "teatro museo colegio estadio aeropuerto aéroport улица улице улицы улицу площадь площади проспект проспекте "
    "площа площі вулиця вулиці вулицю імені имени"
)
#: What is `of` its name: `the port of Wadi Halfa`.
_SETTLEMENTS = lexicon(
    "port town city village hamlet island islands province district county valley river region suburb municipality"
)
_SAINTS, _CROWNED = lexicon("st saint st."), lexicon("queen king prince princess")
_FIRM_WORDS = lexicon("co inc sons ltd company bros cie partners plc")
#: After a family name these say that a company is meant: `Dayton Hudson shares`.
_MARKET = lexicon("shares stock stores shareholders stockholders subsidiary")


#: What can stand between a name and what its bearer does.
_BETWEEN = lexicon(", has have had also later a ha hat")


def acts(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """Whether the words beside say or do something, or tell an age or an office."""
    keys, last = tokens.keys, len(tokens)
    if (stop < last and keys[stop] in known.verbs) or (start and keys[start - 1] in known.verbs):
        return True
    if stop + 1 < last and keys[stop] in _BETWEEN and keys[stop + 1] in known.verbs:
        return True
    if start > 1 and keys[start - 1] == "," and office(folded(keys[start - 2]), known):
        return True
    return acts_like_a_person(tokens, stop, known)


def acts_like_a_person(tokens: Tokens, stop: int, known: Words) -> bool:
    """`X Y, 44,` or `X Y, the chairman` or `X Y, who`."""
    keys, last = tokens.keys, len(tokens)
    if stop + 2 >= last or keys[stop] not in (",", "("):
        return False
    after = stop + 1
    if (tokens.shapes[after] == NUMBER and len(keys[after]) == 2) or keys[after] in ("who", "whose"):
        return True
    if keys[stop] == "(":
        return False
    window = keys[after : after + 4]
    return any(office(key, known) for key in window) and "," not in window[:1]


def apposed(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """`the head of the institute, X Y, said`."""
    keys = tokens.keys
    between = start > 0 and keys[start - 1] == "," and keys[stop : stop + 1] == [","]
    return between and stop + 1 < len(keys) and keys[stop + 1] in known.verbs


def namesake(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """Whether a thing bears the name: `the William Clark pier`, `the ferry Mary Rose`, `Saint Mary's church`."""
    keys, shapes, last = tokens.keys, tokens.shapes, len(tokens)
    after = stop + (keys[start] in _SAINTS and stop < last and keys[stop] == "'s")
    if after < last and keys[after] in _NAMESAKES and shapes[after] == LOWER:
        return True
    if stop < last and shapes[stop] == NUMBER and _CROWNED.intersection(keys[max(0, start - 1) : start + 1]):
        return True
    if start and keys[start - 1] == "the":  # people have no article
        return not acts_like_a_person(tokens, stop, known)
    if start > 1 and keys[start - 1] == "of" and keys[start - 2] in _SETTLEMENTS:
        return True
    before = start - 1
    while before >= 0 and (keys[before] in ("de", "du", "la", "the", ".") or tokens.words[before] in '"“«'):
        before -= 1
    return before >= 0 and keys[before] in _CARRIERS


def bears_a_name(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a range that a model took for a person is a thing: `USS John McCain`, `the William Clark` (pier)."""
    return tokens.keys[start] in _CARRIERS or namesake(tokens, start, stop, words())


def of_a_firm(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """Whether the words belong to a company: `Smith Barney`, `Eli Lilly and Co`, `A & B`, `X <TICK>`."""
    keys, last = tokens.keys, len(tokens)
    if tuple(keys[start : start + 2]) in known.firms or tuple(keys[start : start + 3]) in known.firms:
        return True
    if (stop < last and keys[stop] in ("&", "<")) or (start and keys[start - 1] == "&"):
        return True
    if stop + 1 < last and keys[stop] in ("and", ",") and keys[stop + 1] in _FIRM_WORDS:
        return True
    return stop < last and keys[stop] in _MARKET


def title_before(tokens: Tokens, position: int, known: Words) -> str:
    """The title word that stands right before a position, lower-case; or an empty string."""
    before = position - 1
    if before < 0:
        return ""
    if tokens.words[before] == "." and before:
        before -= 1
    key = folded(tokens.keys[before]).rstrip(".")
    return key if office(key, known) else ""


#: Ends of German words for offices and trades (`Regierungssprecher`, `Sportvorstand`).
_OFFICES = (
    *(
        ending + feminine
        for ending in lexicon(
            "minister präsident kanzler chef sprecher sekretär meister trainer leiter direktor führer lehrer forscher "
            "künstler autor kommissar botschafter kandidat politiker richter unternehmer berater händler redakteur"
        )
        for feminine in ("", "in", "s")
    ),
    *lexicon("vorstand vorsitzende vorsitzender vorsitzenden beauftragte anwalt anwältin experte expertin"),
)


@lru_cache(maxsize=10_000)
def office(key: str, known: Words) -> bool:
    """Whether a word (lower-case) is an office or a trade."""
    return key in known.roles or (len(key) > 8 and key.endswith(_OFFICES))


def opens_sentence(tokens: Tokens, position: int) -> bool:
    """Whether a token is the first word of its sentence, where a capital says nothing."""
    before = position - 1
    while before >= 0 and tokens.shapes[before] == "." and tokens.sentences[before] == tokens.sentences[position]:
        before -= 1
    return before < 0 or tokens.sentences[before] != tokens.sentences[position]


def coordinated(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """Whether a name with a known first name is joined to the words: `X Y and Amos Kipruto`."""
    keys, shapes, last = tokens.keys, tokens.shapes, len(tokens)
    if stop + 2 < last and keys[stop] in _JOINING and shapes[stop + 1] == shapes[stop + 2] == CAPITALISED:
        return _first_name(keys[stop + 1], known)
    if start > 2 and keys[start - 1] in _JOINING and shapes[start - 2] == shapes[start - 3] == CAPITALISED:
        return _first_name(keys[start - 3], known)
    return False


_JOINING = lexicon("and et und y e и і та oder ou or")


def _first_name(key: str, known: Words) -> bool:
    plain = folded(key)
    return plain in known.first_names and plain not in known.common
