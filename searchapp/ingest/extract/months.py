"""Names of months and weekdays in the languages whose dates are read, in small letters, without the dot."""

from __future__ import annotations

_NAMES = (
    # January … December, of each language, with the inflected and the shortened forms.
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sep sept", "october oct", "november nov", "december dec",
    "januar jänner jän", "februar feber", "märz mär mrz maerz", "april", "mai", "juni", "juli", "august",
    "september", "oktober okt", "november", "dezember dez",
    "janvier janv", "février févr fév fevrier", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout",
    "septembre", "octobre", "novembre", "décembre déc decembre",
    "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre setiembre set",
    "octubre", "noviembre", "diciembre dic",
    "gennaio genn gen", "febbraio febbr", "marzo", "aprile", "maggio mag", "giugno giu", "luglio lug", "agosto",
    "settembre sett", "ottobre ott", "novembre", "dicembre",
    "janeiro", "fevereiro fev", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro out",
    "novembro", "dezembro",
    "januari", "februari", "maart mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
    "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık",
    "января январь янв", "февраля февраль фев февр", "марта март мар", "апреля апрель апр", "мая май",
    "июня июнь июн", "июля июль июл", "августа август авг", "сентября сентябрь сен сент", "октября октябрь окт",
    "ноября ноябрь ноя нояб", "декабря декабрь дек",
    "січня січень січ", "лютого лютий лют", "березня березень бер", "квітня квітень квіт", "травня травень трав",
    "червня червень черв", "липня липень лип", "серпня серпень серп", "вересня вересень вер", "жовтня жовтень жовт",
    "листопада листопад лист", "грудня грудень груд",
    "ledna leden", "února únor", "března březen", "dubna duben", "května květen", "června červen", "července červenec",
    "srpna srpen", "září", "října říjen", "listopadu", "prosince prosinec",
    "januari januar", "februari februar", "mars marts", "april", "maj", "juni", "juli", "augusti august",
    "september", "oktober", "november", "december desember",
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie",
    "noiembrie", "decembrie",
    "január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október",
    "november", "december",
    "ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου μαίου", "ιουνίου", "ιουλίου", "αυγούστου",
    "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου",
    "януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември",
    "декември",
    "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta",
    "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
    "januari", "februari pebruari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
    "november nopember", "desember",
    "يناير", "فبراير", "مارس", "أبريل ابريل إبريل", "مايو", "يونيو يونيه", "يوليو يوليه", "أغسطس اغسطس", "سبتمبر",
    "أكتوبر اكتوبر", "نوفمبر", "ديسمبر",
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    "ינואר בינואר", "פברואר בפברואר", "מרץ במרץ", "אפריל באפריל", "מאי במאי", "יוני ביוני", "יולי ביולי",
    "אוגוסט באוגוסט", "ספטמבר בספטמבר", "אוקטובר באוקטובר", "נובמבר בנובמבר", "דצמבר בדצמבר",
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
#: Month name -> its number.
MONTHS = {form: position % 12 + 1 for position, forms in enumerate(_NAMES) for form in forms.split()}
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira "
    "sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя нд".split()
)
