import pytest

from searchapp.articles import Article
from searchapp.enrich import enrich


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NATO met. Nato agreed. The North Atlantic Treaty Organization is old.", "en", ("NATO",)),
        ("The EU-Russia summit; the European Union hopes.", "en", ("European Union",)),
        ("The WHO said so. Who said so?", "en", ("World Health Organization",)),
        ("The UN Security Council met.", "en", ("UN Security Council",)),
        ("OPEC+ cut output, Opec said.", "en", ("OPEC",)),
        ("ЕС и НАТО обсудили план, Евросоюз доволен.", "ru", ("European Union", "NATO")),
        ("L'OTAN et l'ONU discutent. L'OTAN décide.", "fr", ("NATO", "United Nations")),
        ("Die Vereinten Nationen und die EU tagen.", "de", ("United Nations", "European Union")),
        ("Kremlin critics and the FSB; the FSB denied it.", "en", ("FSB",)),
        ("It is up to us, nato as a word, and the eu of old.", "en", ()),
    ],
)
def test_organisations(text, language, expected):
    """Acronyms by exact case, aliases and names in other languages give the English display name."""
    assert enrich(Article("1", text=text, language=language)).organisations == expected
