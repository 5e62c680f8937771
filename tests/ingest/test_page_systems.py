# ruff: noqa: E501 - pages are easier read when their markup is not broken
"""Small pages in the manner of many publishing systems, with the oddities of each, and what a reader takes from them."""

from dataclasses import dataclass

import pytest

from searchapp.ingest.extract.page import from_page

ONE = (
    "The council of ministers agreed on Tuesday to share the cost of the new rescue boats, after a debate of nine hours "
    "in which three of them left the room and two came back."
)
TWO = (
    "Two of the boats will lie in the north and one in the south, where the sea is calmer and the harbour cheaper, said "
    "the chairman, who had asked for four and a tug."
)
STORY = f"<p>{ONE}</p><p>{TWO}</p>"


@dataclass(frozen=True)
class Want:
    """What is read from a page; `where` is the source of the day."""

    title: str
    day: str | None
    outlet: str | None
    authors: tuple[str, ...] = ()
    language: str | None = None
    where: str | None = None


def page(head, body, attributes=""):
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


PAGES = {
    "wordpress": (
        page(
            "<title>Three boats and a tug &#8211; Kelp &amp; Brine</title>"
            '<meta property="og:title" content="Three boats and a tug - Kelp &amp; Brine">'
            '<meta property="og:site_name" content="Kelp &amp; Brine">'
            '<meta property="article:published_time" content="2016-05-09T06:12:00+00:00">'
            '<meta property="article:modified_time" content="2019-01-02T06:12:00+00:00">'
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Kelp & Brine"}, {"@type": '
            '"WebPage", "name": "Three boats and a tug - Kelp & Brine", "datePublished": "2016-05-09T06:12:00+00:00"}, '
            '{"@type": "Person", "@id": "#a", "name": "Wenna Trask"}, {"@type": "BlogPosting", "headline": "Three boats '
            'and a tug", "datePublished": "2016-05-09T06:12:00+00:00", "author": {"@id": "#a"}}]}</script>',
            '<article class="post hentry"><header><h1 class="entry-title">Three boats and a tug</h1><span class='
            f'"posted-on"><time class="entry-date published" datetime="2016-05-09">May 9, 2016</time></span></header>'
            f'<div class="entry-content">{STORY}</div></article><section class="comments"><article class="comment">'
            '<time datetime="2016-05-11">May 11, 2016</time><p>What a fine tug.</p></article></section>',
            'lang="en-US"',
        ),
        Want("Three boats and a tug", "2016-05-09", "Kelp & Brine", ("Wenna Trask",), "en", "json-ld"),
    ),
    "drupal": (
        page(
            "<title>Three boats for the north | Institute of Tides</title><meta name='dcterms.title' content='Three "
            "boats for the north'><meta name='dcterms.created' content='2012-11-30T12:00-05:00'>",
            "<h1 id='page-title'>Three boats for the north</h1><div class='submitted'>Submitted by <span class="
            f"'username'>tidemaster</span> on Fri, 11/30/2012 - 12:00</div><div class='field-body'>{STORY}</div>",
            'lang="en" dir="ltr"',
        ),
        Want("Three boats for the north", "2012-11-30", "Institute of Tides", (), "en", "meta"),
    ),
    "arc": (
        page(
            '<meta property="og:title" content="Ministers share the cost of three boats"><title>Ministers share the cost '
            "of three boats - The Salt Gazette</title>"
            '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Ministers share the cost of three '
            'boats", "datePublished": "2021-02-03T22:40:11.090Z", "author": [{"@type": "Person", "name": "Odile Marr"}, '
            '{"@type": "Person", "name": "Huw Penry"}], "publisher": {"@type": "Organization", "name": "The Salt '
            'Gazette"}}, {"@type": "BreadcrumbList"}]</script>',
            "<header><nav>World</nav></header><main><div>World</div><h1>Ministers share the cost of three boats</h1>"
            f"<div>By Odile Marr and Huw Penry</div><time>February 3, 2021 at 5:40 p.m. EST</time>{STORY}</main>",
        ),
        Want("Ministers share the cost of three boats", "2021-02-03", "The Salt Gazette", ("Odile Marr", "Huw Penry")),
    ),
    "amp": (
        page(
            '<link rel="canonical" href="https://pier.example/2018/07/04/boats"><title>Boats at last</title><script '
            'type="application/ld+json">{"@context": "http://schema.org", "@type": "NewsArticle", "headline": "Boats '
            'at last", "datePublished": "2018-07-04T09:00:00+02:00", "publisher": {"name": "Pier News"}}</script>',
            f"<amp-sidebar>Menu</amp-sidebar><h1>Boats at last</h1><amp-img></amp-img>{STORY}<amp-ad></amp-ad>",
            "amp lang='en'",
        ),
        Want("Boats at last", "2018-07-04", "Pier News", (), "en", "url"),
    ),
    "tables of 2003": (
        page(
            "<title>The Daily Buoy: Ministers to share boats</title>",
            "<table width=760><tr><td width=150><font size=1>News<br>Sport<br>Fish</font></td><td><font size=5><b>"
            f"Ministers to share boats</b></font><br><font size=1>Tuesday, 14 October 2003</font><br><br>{ONE}<br><br>"
            f"{TWO}<br><br>{ONE.replace('Tuesday', 'Friday')}<br><br>{TWO.replace('chairman', 'harbour master')}"
            "</td><td><font size=1>Weather<br>14 degrees</font></td></tr></table>",
        ),
        Want("Ministers to share boats", "2003-10-14", "The Daily Buoy", (), None, "text"),
    ),
    "blogger": (
        page(
            "<title>The Tide Table: Why three boats are not four</title><meta property='og:url' content="
            "'http://tidetable.blogspot.com/2011/06/why-three.html'>",
            "<div class='widget Blog'><h2 class='date-header'><span>Thursday, June 23, 2011</span></h2><div class="
            "'post hentry'><h3 class='post-title entry-title'>Why three boats are not four</h3><div class='post-body'>"
            f"{STORY}</div><div>Posted by <span class='fn' itemprop='author'>Morwenna Jago</span> at <abbr class="
            "'published' itemprop='datePublished' title='2011-06-23T20:15:00+01:00'>8:15 PM</abbr></div></div></div>"
            "<div class='widget BlogArchive'><a>June 30, 2011</a><a>June 12, 2011</a></div>",
        ),
        Want("Why three boats are not four", "2011-06-23", "The Tide Table", ("Morwenna Jago",), None, "meta"),
    ),
    "russian": (
        page(
            "<title>Министры разделили расходы на спасательные катера — Залив Онлайн</title><meta property='og:title' "
            "content='Министры разделили расходы на спасательные катера'><meta property='og:site_name' content="
            "'Залив Онлайн'>",
            "<div class='lenta'><a>Новость 1 марта 2015</a></div><article><h1>Министры разделили расходы на спасательные "
            "катера</h1><div class='info'>14 октября 2014, 18:20</div><p>Совет министров во вторник договорился разделить "
            "расходы на новые спасательные катера после девятичасовых споров, во время которых трое вышли из зала.</p><p>"
            "Два катера будут стоять на севере и один на юге, где море спокойнее, сказал председатель совета.</p></article>",
            "lang='ru'",
        ),
        Want("Министры разделили расходы на спасательные катера", "2014-10-14", "Залив Онлайн", (), "ru", "text"),
    ),
    "german": (
        page(
            "<title>Rettungsboote: Minister teilen sich die Kosten | Küstenblatt</title><meta name='author' content="
            "'Redaktion'><meta name='date' content='2017-03-09T11:00:00+01:00'>",
            "<article><h1><span class='kicker'>Rettungsboote</span> <span class='headline'>Minister teilen sich die "
            "Kosten</span></h1><p class='byline'>Von Tjark Behrens</p><time datetime='2017-03-09T11:00:00+01:00'>"
            f"9. März 2017, 11:00 Uhr</time>{STORY}<aside><h2>Mehr zum Thema</h2><time datetime='2017-01-02'>2.1.2017"
            "</time></aside></article>",
            "lang='de-DE'",
        ),
        Want("Minister teilen sich die Kosten", "2017-03-09", "Küstenblatt", ("Tjark Behrens",), "de", "text"),
    ),
    "french": (
        page(
            "<title>Trois bateaux pour le nord - Le Phare d'Armor</title><meta property='og:site_name' content="
            "\"Le Phare d'Armor\"><meta property='og:type' content='article'>",
            "<article><h1>Trois bateaux pour le nord</h1><p class='meta'>Par Enora Le Bihan — Publié le 1er avril 2019 à "
            f"08h30, mis à jour le 3 avril 2019</p>{STORY}</article><footer>© 2024</footer>",
            "lang='fr'",
        ),
        Want("Trois bateaux pour le nord", "2019-04-01", "Le Phare d'Armor", ("Enora Le Bihan",), "fr", "text"),
    ),
    "spanish": (
        page(
            "<title>Tres barcos para el norte | Diario del Cabo</title><meta property='article:published_time' "
            "content='2013-08-05T04:30:00Z'><meta property='og:site_name' content='Diario del Cabo'>",
            f"<h1>Tres barcos para el norte</h1><span class='fecha'>4 de agosto de 2013</span>{STORY}",
            "lang='es'",
        ),
        Want("Tres barcos para el norte", "2013-08-04", "Diario del Cabo", (), "es", "text"),
    ),
    "arabic": (
        page(
            "<title>الوزراء يتقاسمون كلفة قوارب الإنقاذ | صحيفة المرفأ</title>",
            "<article><h1>الوزراء يتقاسمون كلفة قوارب الإنقاذ</h1><div class='date'>14 مايو 2013</div><p>اتفق مجلس الوزراء "
            "يوم الثلاثاء على تقاسم كلفة قوارب الإنقاذ الجديدة بعد نقاش استمر تسع ساعات غادر خلاله ثلاثة منهم القاعة.</p>"
            "<p>وسيرسو قاربان في الشمال وقارب في الجنوب حيث البحر أهدأ والميناء أرخص كما قال الرئيس.</p></article>",
            "lang='ar' dir='rtl'",
        ),
        Want("الوزراء يتقاسمون كلفة قوارب الإنقاذ", "2013-05-14", "صحيفة المرفأ", (), "ar", "text"),
    ),
    "chinese": (
        page(
            "<title>两国将共建边境海关_海湾日报</title><meta name='publishdate' content='2016-11-03'><meta name='author' "
            "content='林若溪'>",
            "<h1>两国将共建边境海关</h1><div>2016年11月03日 09:12 来源：海湾日报</div><p>中国和哈萨克斯坦将在霍尔果斯共建一座联合海关，"
            "双方官员周三在阿斯塔纳签署了协议，货车今后只需停车检查一次。</p><p>新海关将于明年秋天启用，通关时间预计缩短到两小时。</p>",
            "lang='zh-CN'",
        ),
        Want("两国将共建边境海关", "2016-11-03", "海湾日报", ("林若溪",), "zh", "meta"),
    ),
    "polish, a day without a year in the address": (
        page(
            "<link rel='canonical' href='https://zalew.example/7,114873,24912.html'><title>Trzy łodzie dla północy - "
            "Kurier Zalewowy</title>",
            f"<h1>Trzy łodzie dla północy</h1><p class='data'>22 września 2014</p>{STORY}",
            "lang='pl'",
        ),
        Want("Trzy łodzie dla północy", "2014-09-22", "Kurier Zalewowy", (), "pl", "text"),
    ),
    "microdata": (
        page(
            "<title>Boats - page 4 of the Reach Record</title>",
            "<div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop='headline'>Three boats, one bill</h1>"
            "<span itemprop='author' itemscope><span itemprop='name'>Tegan Roe</span></span><meta itemprop="
            f"'datePublished' content='2015-01-20T10:00:00-05:00'><meta itemprop='dateModified' content='2015-02-01'>"
            f"<div itemprop='articleBody'>{STORY}</div></div>",
        ),
        Want("Three boats, one bill", "2015-01-20", None, ("Tegan Roe",), None, "meta"),
    ),
    "parsely": (
        page(
            "<meta name='parsely-title' content='Three boats, one bill'><meta name='parsely-pub-date' content="
            "'2019-06-01T10:00:00Z'><meta name='parsely-author' content='Jowan Hocking'><title>Three boats, one bill · "
            "Mizzen</title>",
            f"<h1>Three boats, one bill</h1>{STORY}",
        ),
        Want("Three boats, one bill", "2019-06-01", "Mizzen", ("Jowan Hocking",), None, "meta"),
    ),
    "address and machine agree against a date of change": (
        page(
            "<link rel='canonical' href='https://a.example/news/2014/jan/28/three-boats'><meta name='date' content="
            "'2020-05-05'><title>Three boats, one bill</title>",
            f"<h1>Three boats, one bill</h1><p>Last modified on Tue 5 May 2020</p>{STORY}",
        ),
        Want("Three boats, one bill", "2014-01-28", "a.example", (), None, "url"),
    ),
    "only dates of other articles": (
        page(
            "<title>Three boats, one bill</title>",
            f"<h1>Three boats, one bill</h1>{STORY}<ul class='list'><li><a>Gull</a> <span>3 May 2014</span></li><li><a>"
            "Cake</a> <span>4 May 2014</span></li><li><a>Pier</a> <span>5 May 2014</span></li></ul>",
        ),
        Want("Three boats, one bill", None, None),
    ),
    "a day told in the text": (
        page(
            "<title>Three boats, one bill</title>",
            f"<h1>Three boats, one bill</h1><p>The vote was put off on 3 May 2014.</p>{STORY}",
        ),
        Want("Three boats, one bill", None, None),
    ),
    "comments with dates": (
        page(
            "<title>Three boats, one bill</title>",
            f"<article><h1>Three boats, one bill</h1>{STORY}</article><ol class='commentlist'><li class='comment'><time "
            "datetime='2014-05-03'>3 May 2014</time><p>Well said.</p></li></ol>",
        ),
        Want("Three boats, one bill", None, None),
    ),
    "the day of the visit in the header": (
        page(
            "<title>Three boats, one bill</title>",
            "<header><time datetime='2024-04-01'>Monday, 1 April 2024</time></header><article><h1>Three boats, one bill"
            f"</h1><p>12 May 2009</p>{STORY}</article>",
        ),
        Want("Three boats, one bill", "2009-05-12", None, (), None, "text"),
    ),
    "a logo as first heading": (
        page(
            "<title>Three boats, one bill - The Reach Record</title><meta property='og:title' content='Three boats, one "
            "bill'>",
            f"<h1>The Reach Record</h1><h2>Three boats, one bill</h2><p>12 May 2009</p>{STORY}",
        ),
        Want("Three boats, one bill", "2009-05-12", "The Reach Record", (), None, "text"),
    ),
    "a section as first heading": (
        page(
            "<title>Three boats, one bill</title>",
            f"<h1>Shipping and fisheries</h1><h2>Three boats, one bill</h2>{STORY}",
        ),
        Want("Three boats, one bill", None, None),
    ),
    "a well-known host": (
        page(
            "<link rel='canonical' href='https://www.theguardian.com/world/2014/jan/28/boats'><meta property="
            "'og:site_name' content='the Guardian'><title>Three boats, one bill | World news | The Guardian</title>",
            f"<h1>Three boats, one bill</h1>{STORY}",
        ),
        Want("Three boats, one bill", "2014-01-28", "The Guardian", (), None, "url"),
    ),
    "a name with a slogan": (
        page(
            "<meta property='og:site_name' content='Mizzen | All the news that floats'><meta property='og:title' content="
            "'Three boats, one bill'>",
            f"<h1>Three boats, one bill</h1>{STORY}",
        ),
        Want("Three boats, one bill", None, "Mizzen"),
    ),
    "a clock that was never set": (
        page(
            "<meta property='article:published_time' content='1970-01-01T00:00:00Z'><title>Three boats</title>",
            f"<h1>Three boats</h1><p>12 May 2009</p>{STORY}",
        ),
        Want("Three boats", "2009-05-12", None, (), None, "text"),
    ),
    "a day saved as midnight": (
        page(
            "<meta property='article:published_time' content='2022-11-06T23:00:00.000Z'><title>Drei Boote</title>",
            f"<h1>Drei Boote</h1>{STORY}",
            "lang='de'",
        ),
        Want("Drei Boote", "2022-11-07", None, (), "de", "meta"),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_many_systems_are_read(name):
    """Headline, day of publication, outlet, authors, language, and where the day was found."""
    html, want = PAGES[name]
    article = from_page(html)
    day = article.date.isoformat() if article.date else None
    where = article.provenance.get("date") if want.where else None
    assert Want(article.title, day, article.outlet, article.authors, article.language, where) == want


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_whole_and_alone(name):
    """The first paragraph begins the text, and neither comments nor other articles are in it."""
    text = from_page(PAGES[name][0]).text
    if "council of ministers" in PAGES[name][0]:
        assert ONE in text
        assert TWO in text
    assert [piece for piece in ("fine tug", "Well said", "Gull", "Cake") if piece in text] == []
