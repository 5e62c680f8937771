"""Words so frequent that no article is left out for the lack of one; they are indexed, and count in phrases."""

from __future__ import annotations

from collections.abc import Iterable

_LISTS = {
    "en": "a about after all also an and any are as at be because been but by can could did do does for from "
    "had has have he her his how if in into is it its may more most no not of on one or other our out "
    "over she should so some such than that the their them then there these they this those to up upon "
    "was we were what when where which who whose why will with would you your",
    "ru": "а без более бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее если "
    "есть еще же за и из или им их к как ко когда кто ли между мне может мы на над не нет но ну о об один "
    "он она они оно от по под при про с со так также такой там то того только том ты у уже хотя чего чем "
    "что чтобы эта эти это этого этой этом этот я",
    "uk": "а або але без би був була були було бути в вам вас від він вона вони воно все всі до для де є з за "
    "зі і із їх й його її як який яка які ким коли кого ми на над не ні о об от по під при про та так "
    "також там те ти то того тому у уже це цей ця ці чи що щоб я",
    "de": "aber als am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese dieser "
    "dieses doch du durch ein eine einem einen einer eines er es fur gegen hat ich ihr im in ist ja kann "
    "mit nach nicht noch nur ob oder seine sich sie sind so uber um und uns unter vom von vor war was "
    "wegen wenn wer werden wie wir wird wurde zu zum zur",
    "fr": "a afin ainsi alors apres au aussi autre aux avec c ce ces cet cette comme d dans de depuis des du "
    "elle elles en est et eu il ils j je l la le les leur leurs lui m mais meme n ne nous on ont ou par "
    "pas plus pour qu que qui s sa sans se ses si son sont sur t ta te tu un une vous y",
    "es": "a al algo ante como con contra cual cuando de del desde donde e el ella ellos en entre era es esa "
    "ese eso esta este esto fue ha han hasta hay la las le les lo los mas me mi muy ni no nos o para pero "
    "por porque que quien se ser si sin sobre son su sus tambien tan te tu un una uno y ya yo",
}
#: Words that say something in a language, though in another one they are stop words: `war` is German for `was`.
_MEANT = {
    "en": "contra die dies era han hat hay par plus pour son tan war",
    "de": "mais",
    "fr": "como sobre",
    "es": "par sur",
}
STOPWORDS = frozenset(word for words in _LISTS.values() for word in words.split())
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _LISTS.items()}
_MEANT_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _MEANT.items()}


def stop_words(languages: Iterable[str | None]) -> frozenset[str]:
    """The stop words of some languages that say nothing in any of them; those of all where none of them has a list."""
    held = [language for language in languages if language in _BY_LANGUAGE] or [*_BY_LANGUAGE]
    meant = frozenset[str]().union(*(_MEANT_BY_LANGUAGE.get(language, ()) for language in held))
    return frozenset[str]().union(*(_BY_LANGUAGE[language] for language in held)) - meant


#: Folded words that a question begins with.
QUESTION_STARTS = frozenset(
    "how what when where which who whom whose why was wann warum wer wie wieso wo "
    "comment combien pourquoi quand que quel quelle quels quelles qui ou как какая какие какой когда кто куда почему "
    "что де коли куди хто чому що як яка який яки como cuando donde porque quien".split()
)
