"""Recognises the lines of a saved page that belong to the site and not to the story, in six languages."""

from __future__ import annotations

import re

#: Characters of a line of furniture; longer ones are only recognised by what they say.
_LONGEST = 160


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


#: A line that is nothing but one of these.
_WHOLE = _any(
    # Doors: sign in, subscribe, menu, search.
    r"(?:please |to [\w ]+ )?(?:log|sign)[ -]?(?:in|on|up|out)(?:(?: or |\s*[/|]\s*| to )[\w ]+)?", r"register(?: now)?", r"subscribe(?: (?:now|today|to .{0,60}|for .{0,60}))?",
    r"subscription\w*", r"my account", r"menu", r"search(?: for)?", r"skip to .{0,30}", r"main navigation", r"toggle navigation", r"close", r"loader", r"loading",
    r"sections?", r"newsletters?", r"rss", r"home(?:page)?", r"top(?: of page)?", r"back(?: to .{0,20})?", r"print(?: (?:this|article|version).{0,20})?", r"e-?mail", r"copy link", r"link copied", r"chats?",
    r"(?:menü|anmelden|abonnieren|suche|registrieren|einloggen|startseite|drucken|abo|merken|schließen|zur startseite)",
    r"(?:connexion|se connecter|s'abonner|abonnez-vous.{0,60}|menu|recherche(?:r)?|accueil|imprimer|je m'abonne|s'inscrire)",
    r"(?:iniciar sesión|suscríbete.{0,60}|suscribirse|buscar|menú|inicio|imprimir|regístrate)",
    r"(?:войти|вход|регистрация|зарегистрироваться|подписаться.{0,60}|поиск|меню|главная|распечатать|печать|закрыть|войти \| зарегистрироваться)",
    r"(?:увійти|вхід|реєстрація|підписатися.{0,60}|пошук|меню|головна|друк(?:увати)?|закрити)",
    # Sharing and counting.
    r"(?:share|tweet|like|pin|post|send|forward|save|bookmark|listen|comments?|reply)", r"share (?:this|on|via|with|it).{0,80}", r"(?:teilen|twittern|gefällt mir|kommentieren|kommentare|mailen)",
    r"(?:partager|réagir|commenter|commentaires?|envoyer|compartir|comentar|comentarios)", r"(?:поделиться.{0,60}|комментировать|комментарии|нравится|поділитися.{0,60}|коментарі|коментувати)",
    r"[\d.,\s]*(?:k\b)?\s*(?:reads?|views?|shares?|comments?|likes?|tweets?|retweets?|followers?|kommentare?|aufrufe|commentaires?|partages|vues|comentarios|просмотр\w*|комментари\w*|перегляд\w*|коментар\w*)",
    r"(?:просмотров|комментари[ие][ий]?|просмотры|переглядів|коментарі[в]?|views|comments|hits|shares|kommentare|lesezeit|reading time|время чтения|час читання|temps de lecture|tiempo de lectura)\s*:?\s*[\d., ]+.{0,12}",
    r"\d+\s*(?:min(?:ute)?s?|minuten|мин\w*|хв\w*)\.?(?: (?:read|de lecture|lesezeit|de lectura|чтения|читання))?",
    r"[\d\s.,:;|/•·*#+<>=_-]{1,30}",
    # Social networks, advertisements.
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|vkontakte|vk|linkedin|youtube|reddit|pinterest|viber|tiktok|flipboard|tumblr|messenger|odnoklassniki)(?:[\s,|/]+(?:facebook|twitter|x|instagram|telegram|whatsapp|vk|linkedin|youtube|reddit|pinterest|viber|tiktok|e-?mail|print|rss))*",
    r"(?:advertise?ments?|ad(?:s|vertising)?|sponsored(?: content)?|promoted|promotion|anzeige|werbung|publicité|publicidad|реклама|на правах рекламы)",
    r"(?:newsfeed|news feed|latest news|breaking news|live|video|photos?|gallery|podcast|audio|watch|top stories|trending(?: now)?|editor'?s'? (?:picks?|choice)|just in)",
    r"(?:with (?:inputs?|additional reporting|files) from .{2,60}|(?:agencies|agency inputs))",
    r"(?:read (?:the )?(?:full|original|whole) (?:story|article).{0,40}|continue reading.{0,40}|view (?:all|more|gallery).{0,30}|load more|show more|see all|more|read more|mehr|weiterlesen|mehr lesen|lire la suite|leer más|читать далее|далее|докладніше|читати далі)",
    r"(?:previous|next|prev|vorheriger|nächster|précédent|suivant|anterior|siguiente)(?: (?:article|post|story|beitrag|artikel))?.{0,3}",
)  # fmt: skip
#: A line, not too long, that begins with one of these.
_BEGINS = _any(
    r"follow us\b", r"like us\b", r"join us\b", r"join (?:our|the)\b", r"sign up\b", r"sign me up", r"get (?:the|our) (?:latest|best|daily|weekly|news|top)\b", r"subscribe\b", r"download (?:our|the) app", r"click here", r"to (?:participate|take part|comment|leave a comment|post a comment|continue reading|read more)\b",
    r"(?:you have|you've) (?:\d+|\w+|reached).{0,20}(?:free|limit|articles?|stories)", r"this (?:article|story) is for subscribers", r"already (?:a subscriber|registered)", r"we use cookies", r"this (?:web)?site uses cookies", r"accept (?:all )?cookies", r"cookie", r"privacy (?:policy|settings)", r"terms (?:of|and)\b", r"all rights reserved", r"©", r"\(c\) ?\d{4}", r"copyright\b", r"tags?\s*:", r"tagged\b", r"filed under", r"topics?\s*:", r"categor(?:y|ies)\s*:", r"keywords?\s*:", r"posted in\b", r"share (?:this|on)\b", r"leave a (?:comment|reply)", r"add (?:a )?comment", r"be the first to comment", r"no comments", r"comments (?:are )?closed", r"report (?:a |an )?(?:error|typo|comment)", r"contact us", r"about us", r"advertise with", r"watch(?: now| live| the video)?\s*:", r"listen\s*:", r"support (?:our|us|independent)\b", r"donate\b", r"proudly (?:powered|typed)", r"powered by", r"did you like (?:this|the) (?:story|article)", r"was this (?:article|helpful)", r"have (?:a|you a) (?:tip|story)\b", r"do you have (?:a tip|information)", r"unlock\b.{0,60}(?:article|access)", r"try .{0,30}(?:free|month)",
    r"folgen sie (?:uns|ihm)\b", r"abonnieren sie", r"jetzt (?:abonnieren|anmelden|registrieren|testen|mitdiskutieren|kaufen)", r"schlagwörter", r"schlagworte", r"themen\s*:", r"alle rechte vorbehalten", r"impressum", r"datenschutz", r"melden sie sich", r"diskutieren sie", r"hinweis der redaktion", r"artikel (?:teilen|drucken|merken|versenden|empfehlen)", r"newsletter\b", r"kommentar (?:schreiben|verfassen|hinterlassen)",
    r"suivez[- ]nous", r"abonnez[- ]vous", r"inscrivez[- ]vous", r"partagez?\b", r"partager\b.{0,30}", r"tous droits réservés", r"mots[- ]clés", r"mentions légales", r"réservé aux abonnés", r"laisser un commentaire", r"recevez (?:notre|nos|chaque|toute)",
    r"síguenos", r"síganos", r"suscr[íi]b(?:ete|ase|irse)", r"compartir\b", r"todos los derechos", r"etiquetas\s*:", r"reg[íi]str(?:ate|ese)", r"aviso legal", r"deja (?:un|tu) comentario", r"recibe (?:nuestr|las|en)",
    r"подпи(?:шитесь|сывайтесь)", r"следите за", r"присоединяйтесь", r"все права (?:защищены|на)", r"теги\s*:", r"тэги\s*:", r"метки\s*:", r"ключевые слова", r"если вы (?:нашли|заметили) (?:ошибку|опечатку)", r"нашли ошибку", r"выделите (?:её|ее|текст|фрагмент)", r"чтобы (?:оставить|участвовать|принять участие)", r"для (?:участия|комментирования)", r"оставить комментарий", r"заголовок открываемого", r"сообщить об (?:ошибке|опечатке)", r"поделиться\b", r"авторские права", r"использование материалов", r"перепечатка", r"мы в (?:соцсетях|telegram|дзен)",
    r"підпи(?:шіться|суйтесь|суйтеся)", r"приєднуйтесь", r"приєднуйтеся", r"стежте за", r"слідкуйте", r"усі права", r"всі права", r"теги\s*:", r"мітки\s*:", r"якщо ви (?:помітили|знайшли)", r"знайшли помилку", r"поділитися\b", r"читайте нас\b", r"залишити коментар",
)  # fmt: skip
#: A line, not too long, that holds one of these anywhere.
_HOLDS = _any(
    r"enter your e-?mail", r"your e-?mail address", r"log in or register", r"sign in or", r"free (?:stories|articles) (?:left|remaining)", r"subscribe (?:now|today|to (?:our|the|read))", r"all rights reserved", r"click here to", r"unsubscribe", r"alle rechte vorbehalten", r"tous droits réservés", r"todos los derechos reservados", r"все права защищены", r"усі права захищено", r"go to the mediabank", r"ctrl\s*\+\s*enter", r"terms of (?:use|service)", r"cookie (?:policy|settings)", r"sign me up", r"telegram[- ]канал", r"our (?:free )?newsletter", r"trial (?:month|subscription)", r"\bper week\b.*\bsubscri", r"subscri\w+ for \d", r"send it to a friend", r"im ?pressum \|", r"data protection \|", r"\| rss\b", r"dieser inhalt", r"inhalt von .{2,30} (?:laden|anzeigen)",
)  # fmt: skip
#: From here on, what follows is not the story.
_ENDS = _any(
    r"(?:\d+\s+)?comments?(?:\s*\(?\d*\)?)?", r"(?:leave|post|write) a (?:comment|reply)", r"join the (?:discussion|conversation)", r"to participate in the discussion", r"newsfeed", r"most (?:read|popular|viewed|shared|commented)", r"popular (?:now|stories|articles)", r"recommended(?: for you)?", r"you (?:may|might) (?:also )?(?:like|be interested in|have missed).{0,20}", r"(?:more|other|latest) (?:news|stories|articles|headlines|posts)(?: (?:from|in|on|about)\b.{0,40})?", r"more (?:from|on|in|about) .{2,40}", r"related(?: (?:news|stories|articles|posts|topics|content|links|items|coverage))?", r"(?:also|read) (?:on|in) .{2,30}", r"recent (?:posts|news|articles|stories|comments)", r"about the author", r"trending(?: now)?", r"around the web", r"from the web", r"what (?:others|people) are reading", r"topics", r"archives?",
    r"(?:meistgelesen|meist gelesen|mehr zum thema|weitere (?:artikel|meldungen|themen|nachrichten|beiträge).{0,30}|das könnte (?:sie|dich).{0,30}|kommentare(?: \(?\d*\)?)?|(?:\d+\s+)?kommentare|verwandte (?:artikel|themen|beiträge)|auch interessant|zum thema|empfehlungen der redaktion|aktuelle beiträge|ähnliche (?:artikel|nachrichten|beiträge))",
    r"(?:les plus lus|à lire (?:aussi|également)|sur le même (?:sujet|thème)|articles? (?:liés?|similaires|associés)|commentaires?(?: \(?\d*\)?)?|(?:\d+\s+)?commentaires?|vous aimerez aussi|plus d'articles|dans la même rubrique|en savoir plus)",
    r"(?:lo más (?:leído|visto)|(?:noticias|artículos) relacionad[oa]s|te puede interesar|también te puede interesar|comentarios(?: \(?\d*\)?)?|más (?:noticias|información)|relacionado)",
    r"(?:самое (?:читаемое|популярное|обсуждаемое)|читайте также|по теме|материалы по теме|ещё по теме|еще по теме|комментарии(?: \(?\d*\)?)?|(?:\d+\s+)?комментари\w+|другие новости|новости по теме|популярное|последние новости|новости партн[её]ров|лента новостей|главное|смотрите также|похожие (?:статьи|новости|материалы)|главные новости)",
    r"(?:найпопулярніше|читайте також|за темою|матеріали за темою|коментарі(?: \(?\d*\)?)?|інші новини|новини за темою|популярне|останні новини|новини партнерів|стрічка новин|головне|дивіться також|схожі (?:статті|новини|матеріали))",
)  # fmt: skip
#: Labels with which a site puts a link to another story into this one.
TEASER = _any(
    r"(?:read|see|watch|listen)(?: (?:also|more|next|this))?\s*[:>»–—]", r"(?:also )?(?:read|see)(?: also)\s*:?", r"also read\b", r"read more\b", r"related\s*:", r"more\s*:", r"more on this\b", r"in pictures\s*:", r"don't miss\b", r"recommended\s*:", r"explainer\s*:", r"background\s*:\s*(?=[A-Z])", r"up next", r"more stories\b",
    r"lesen sie (?:auch|hier|mehr|dazu)\b", r"mehr (?:dazu|zum thema|lesen|infos)\b", r"auch interessant\b", r"siehe auch\b", r"lesetipp\b", r"passend zum thema\b",
    r"(?:à )?lire (?:aussi|également|plus|notre)\b", r"lisez (?:aussi|également)\b", r"voir aussi\b", r"sur le même sujet\b",
    r"lea (?:también|además|más)\b", r"lee (?:también|además|más)\b", r"leer (?:también|más)\b", r"ver también\b", r"te puede interesar\b", r"le puede interesar\b",
    r"(?:читайте|смотрите|слушайте|читать) (?:также|ещё|еще|по теме|далее|подробнее)\b", r"подробнее (?:читайте|об этом|в)\b", r"по теме\s*:", r"(?:читайте|дивіться|читати) (?:також|ще|за темою|далі)\b", r"до теми\s*:", r"докладніше (?:читайте|про)",
)  # fmt: skip
_MENU_GAP = re.compile(r"\s{2,}|\s*[|•·►▸]\s*|\t")
_CRUMBS = re.compile(r"\s*(?:»|›|>|::|→|/)\s*")
_HOME = re.compile(r"^\W*(?:home|startseite|start|accueil|inicio|portada|главная|головна|news|nachrichten|you are here|sie sind hier)\b", re.IGNORECASE)
_STOPS = ".!?…"


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the site, by what it says.

    >>> is_furniture("Log in or register"), is_furniture("The minister signed in the register.")
    (True, False)
    """
    bare = line.strip(" \t*•·|>»-–—:[]()")
    if not any(map(str.isalpha, bare)):
        return True
    if len(bare) > _LONGEST:
        return len(bare) < 2 * _LONGEST and bool(_HOLDS.search(bare)) and bare.count(". ") < 3
    return bool(_WHOLE.fullmatch(bare) or _BEGINS.match(bare) or _HOLDS.search(bare)) or is_menu(line)


def ends_story(line: str) -> bool:
    """Whether the line is a heading under which a site puts comments or other stories."""
    return len(line) < 60 and bool(_ENDS.fullmatch(line.strip(" \t*•·|>»-–—:[]()")))


def is_menu(line: str) -> bool:
    """Whether the line is a row of links or a path of sections: short parts between bars, arrows or wide gaps.

    >>> is_menu("News   World   Opinion   Sport"), is_menu("Home > World > Asia")
    (True, True)
    """
    parts = [part for part in _MENU_GAP.split(line.strip()) if part]
    if len(parts) >= 3 and all(len(part) <= 30 and part[-1] not in _STOPS for part in parts):
        return not any(any(map(str.isdigit, part)) for part in parts)
    crumbs = [part for part in _CRUMBS.split(line.strip()) if part]
    return len(crumbs) >= 2 and bool(_HOME.match(crumbs[0])) and len(crumbs[0]) < 30
