"""The step that names the language of an article."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from searchapp.articles import Article
from searchapp.enrich.tokens import lexicon

#: Languages that newspapers are written in; a table of prices is none of the rarer ones (Latin, Volapük, Walloon).
NEWS_LANGUAGES = lexicon(
    "ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk ms nl no pl pt ro "
    "ru sk sl sq sr sv th tr uk ur uz vi zh"
)
#: Characters read; where these leave a doubt, so many more.
_SAMPLES = (300, 500)
#: Letters under which nothing is said, and for scripts with a sign a syllable or word.
_LEAST_LETTERS, _LEAST_SIGNS = 30, 10
#: Normalised probability among the news languages under which nothing is said.
_SURE = 0.4
#: From this probability on no more is read.
_CERTAIN = 0.95


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(NEWS_LANGUAGES))
    return identifier


def language(article: Article) -> Article:
    """The article with its `language` (ISO 639-1; provenance `text`), or None where the text is short or doubtful."""
    if article.language or article.provenance.get("language") == "given":
        return article
    found = identify(article.title, article.text)
    if found is None:
        return article
    return replace(article, language=found, provenance={**article.provenance, "language": "text"})


def _small(text: str) -> str:
    """A text that is all in capitals (headlines, telexes) in small letters: the model knows no words in capitals."""
    return text.capitalize() if text.isupper() else text


def identify(title: str, text: str) -> str | None:
    """The ISO 639-1 code of the language, or None.

    >>> identify("", "Shr 34 cts vs 1.19 dlrs Net 807,000") is None
    True
    """
    found = None
    for length in _SAMPLES:
        sample = "\n".join(_small(part) for part in (title, text[:length]))
        letters = sum(map(str.isalpha, sample))
        if letters < _LEAST_LETTERS and not (letters >= _LEAST_SIGNS and any(char >= "\u3040" for char in sample)):
            continue
        code, probability = _identifier().classify(sample)
        if probability >= _CERTAIN:
            return str(code)
        found = str(code) if probability >= _SURE else None
    return found
