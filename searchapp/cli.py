"""The command line: parse, call, print. Diagnostics go to stderr.

Exit status: 0 done, 1 failed, 2 wrong use, 3 done but some files were skipped.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from searchapp import __version__, settings
from searchapp.errors import SearchappError, UsageError
from searchapp.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")
_HELP = {setting.name: setting.help + (f" ({setting.unit})" if setting.unit else "") for setting in settings.TABLE}


def _option(name: str, **kwargs: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The option of a setting, with the help of the table of settings."""
    return click.option(f"--{name.replace('_', '-')}", name, help=_HELP[name] + ".", **kwargs)


def _archive_options(function: Callable[P, R]) -> Callable[P, R]:
    config = click.option("--config", type=click.Path(), help="Settings file (TOML). Default: searchapp.toml.")
    return _option("index", metavar="FOLDER")(_option("engine", metavar="NAME")(config(function)))


def _reading_options(function: Callable[P, R]) -> Callable[P, R]:
    """The options that say which files are read, and how."""
    columns = _option("columns", multiple=True, metavar="FIELD=COLUMN,…")
    exclude = _option("exclude", multiple=True, metavar="GLOB")
    return _option("include", multiple=True, metavar="GLOB")(exclude(columns(function)))


def _since(context: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    """The time at which a day, or an hour of it, begins here, in seconds since 1970."""
    del context, parameter
    if given is None:
        return None
    try:
        return datetime.datetime.fromisoformat(given + "-01" * max(0, 2 - given.count("-"))).timestamp()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(
            f"{given!r} is no date. Write 2014-01-28, 2014-01, 2014 or 2014-01-28T15:30."
        ) from None


_SINCE = click.option(
    "--since", callback=_since, metavar="DATE", help="Only files last changed on that day (local time) or later."
)


def _load(given: dict[str, Any]) -> Settings:
    """Take the settings out of a command's options, and work them out."""
    for name in settings.unknown(os.environ):
        click.echo(f"searchapp: the environment has {name}, which is no setting; it is not used.", err=True)
    names = ("config", *_HELP)
    return settings.load({name: given.pop(name) for name in names if name in given})


def _command(function: Callable[P, R]) -> Callable[P, R]:
    """Errors of the project become a line on stderr and their exit status; a closed pipe ends quietly."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except SearchappError as error:
            _fail(str(error), error.exit_status)
        except BrokenPipeError:
            # Whoever reads our output has seen enough; point stdout elsewhere so that closing it is quiet too.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _fail(f"{error.filename or 'The output'} cannot be read or written: {error.strerror or error}.", 1)
        except KeyboardInterrupt:
            _fail("Stopped. What was done so far is kept; run the same command again to go on.", 130)

    return wrapped


def _fail(message: str, status: int) -> NoReturn:
    click.echo(f"searchapp: {message}", err=True)
    sys.exit(status)


class _Commands(click.Group):
    """Lists commands in the order in which they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


class _Querying(click.Command):
    """A command that takes a query: `-word` leaves the word out, and is no option."""

    #: What stands behind -f and -o at once has a sign that a word has not.
    _EXCLUDED = re.compile(r"-(?![fo][^\s:]*[=./])[^\W\d_].+", re.DOTALL)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [option for option in self.params if isinstance(option, click.Option) and not option.is_flag]
        valued = {name for option in options for name in option.opts}
        pairs = zip(["", *args], args, strict=False)
        # What begins with a space is an argument to the parser of options.
        given = [f" {arg}" if self._EXCLUDED.fullmatch(arg) and before not in valued else arg for before, arg in pairs]
        rest = super().parse_args(ctx, given)
        ctx.params["query"] = tuple(word.strip() for word in ctx.params["query"])
        return rest


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="searchapp")
def main() -> None:
    """Full-text search with facets for news archives.

    \b
    searchapp index ARTICLES/      read a folder of saved articles
    searchapp serve                search it in the browser
    searchapp search 'lavrov nato' search it here
    """
    signal.signal(signal.SIGTERM, _interrupt)
    # Text that a terminal cannot show is escaped rather than failing half-way through an answer.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _interrupt(number: int, frame: object) -> NoReturn:
    """A request to stop is obeyed as Ctrl-C is: what was done so far is kept, workers end."""
    raise KeyboardInterrupt


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@_archive_options
@_option("principal", multiple=True, metavar="NAME")
@_option("ner", multiple=True, metavar="PIPELINE")
@_option("workers", metavar="N")
@_reading_options
@_SINCE
@click.option("--prune", is_flag=True, help="Remove the articles of files below PATH that are not there any more.")
@click.option("--again", is_flag=True, help="Read unchanged files too.")
@click.option("--errors", type=click.Path(dir_okay=False), help="Write every skip to this file, as JSON Lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_command
def index(
    paths: Sequence[str],
    prune: bool,
    again: bool,
    errors: str | None,
    since: float | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Read files and folders into the archive.

    Reads pages (.html .mhtml .warc), texts (.txt .md .pdf .docx), mails (.eml .mbox), feeds (.rss .atom .xml), data
    (.json .jsonl .csv .tsv), .gz .bz2 .xz of each, and .zip .tar of any. Unchanged files are skipped, changed ones
    replaced.
    """
    from searchapp.archive import open_or_create
    from searchapp.indexing import index_paths
    from searchapp.ingest.sources import find_files
    from searchapp.progress import progress

    held = _load(options)
    if not prune:
        find_files(paths)  # A path that is not there is said before an archive is made.
    archive = open_or_create(held, again)
    with progress() as show:
        report = index_paths(archive, paths, held, show, prune=prune, again=again, errors=errors, since=since)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text(), nl=True)
    _run_alerts(archive, held)
    sys.exit(3 if report.skipped else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@_archive_options
@_option("principal", multiple=True, metavar="NAME")
@_option("workers", metavar="N")
@_reading_options
@click.option("--json", "as_json", is_flag=True, help="Print the report of each round as a JSON line.")
@_command
def watch(paths: Sequence[str], as_json: bool, **options: Any) -> None:
    """Keep the archive up to date while files come and go in folders, until Ctrl-C.

    New and changed files are read once they are at rest; the articles of files that are gone are removed.
    """
    from searchapp import watching
    from searchapp.archive import open_or_create
    from searchapp.indexing import Report

    held = _load(options)

    def line(text: str) -> None:
        click.echo(f"{datetime.datetime.now():%Y-%m-%d %H:%M:%S} {text}", err=True)

    def tell(report: Report, files: int | None) -> None:
        if as_json:
            click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        what = f"{files:,} change{'s' * (files != 1)}: " if files is not None else ""
        for number, text in enumerate(report.as_text().splitlines()):
            line(what + text if not number else text)
        if files is None:
            line(f"Watching {', '.join(paths)}. Ctrl-C ends.")
        _run_alerts(archive, held)

    watching.check(paths)
    try:
        archive = open_or_create(held, False)
        watching.watch_paths(archive, paths, held, tell, line)
    except KeyboardInterrupt:
        line("Stopped. What was done so far is kept.")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--config", type=click.Path(), help="Settings file (TOML). Default: searchapp.toml.")
@_option("principal", multiple=True, metavar="NAME")
@_option("ner", multiple=True, metavar="PIPELINE")
@_option("workers", metavar="N")
@_reading_options
@_SINCE
@_command
def inspect(paths: Sequence[str], since: float | None, **options: Any) -> None:
    """Print what is made of files, an article a line (JSON Lines), touching no archive."""
    from searchapp.indexing import inspect_lines
    from searchapp.ingest.records import Skipped

    skipped = False
    for found in inspect_lines(paths, _load(options), since):
        if isinstance(found, str):
            click.echo(found)
        else:
            click.echo(f"searchapp: {found.message}", err=True)
            skipped |= isinstance(found, Skipped)
    sys.exit(3 if skipped else 0)


@main.command(cls=_Querying)
@click.argument("query", nargs=-1)
@_archive_options
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Hits to print, any number.")
@click.option(
    "-f", "--filter", "filters", multiple=True, metavar="NAME=VALUE", help="As in an address: people=…, date.from=…"
)
@click.option("--sort", type=click.Choice(["relevance", "fresh", "-date", "date"]), help="Order of the hits.")
@click.option("--explain", is_flag=True, help="Print why each hit ranks where it does.")
@click.option("--json", "as_json", is_flag=True, help="Print the API's answer.")
@_command
def search(
    query: Sequence[str],
    limit: int,
    filters: Sequence[str],
    sort: str | None,
    as_json: bool,
    explain: bool,
    **options: Any,
) -> None:
    """Search the archive.

    \b
    searchapp search oil '"interest rates"' -f 'people=Sergei Lavrov'
    """
    from searchapp import searching
    from searchapp.archive import open_archive

    held = _load(options)
    pairs = [("q", " ".join(query)), *(searching.pair(given) for given in filters), ("sort", sort or "")]
    archive = open_archive(held)
    result = searching.search(archive.engine, pairs, limit)
    if as_json:
        from searchapp.web.answer import search_answer
        from searchapp.web.i18n import reader

        click.echo(json.dumps(search_answer(*result, reader("en")), ensure_ascii=False))
    else:
        click.echo(searching.as_text(result[1]), nl=False)
    if explain:
        reasons = [(hit, archive.engine.explain(result[0], hit.article.id)) for hit in result[1].hits]
        click.echo(searching.reasons_as_text(reasons), nl=False, err=as_json)


@main.command(cls=_Querying)
@click.argument("query", nargs=-1)
@_archive_options
@click.option(
    "-f", "--filter", "filters", multiple=True, metavar="NAME=VALUE", help="As in an address: people=…, date.from=…"
)
@click.option("--format", "form", default="jsonl", show_default=True, metavar="NAME", help="One of those below.")
@click.option("--fields", default="", metavar="NAME,…", help="What to write of each article (JSON Lines and CSV).")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="File to write. Default: the standard output.")
@_command
def export(
    query: Sequence[str], filters: Sequence[str], form: str, fields: str, output: str | None, **options: Any
) -> None:
    """Write every article that a search finds, or all of them.

    \b
    jsonl       JSON Lines, which `index` reads again
    csv         a table for spreadsheets
    bibtex ris csl-json   citations for reference managers
    ndjson-ids  the ids

    \b
    searchapp export oil --format csv --fields date,title,url -o oil.csv
    """
    from searchapp import exporting
    from searchapp.archive import open_archive
    from searchapp.progress import progress

    engine = open_archive(_load(options)).engine
    to_file = output not in (None, "-")
    with progress() if to_file else contextlib.nullcontext(lambda done, name: None) as show:
        number = exporting.export(engine, query, filters, form, fields, output, show)
    if to_file:
        click.echo(f"{number:,} articles written to {output}.", err=True)


@main.command()
@_archive_options
@_option("host", metavar="ADDRESS")
@_option("port", metavar="N")
@_option("threads", metavar="N")
@_option("name", metavar="TEXT")
@_option("cors", multiple=True, metavar="SITE")
@click.option("--wait", is_flag=True, help="Serve also while there is no archive yet: a page says what to do.")
@_command
def serve(wait: bool, **options: Any) -> None:
    """Serve the archive to browsers and scripts."""
    from searchapp.archive import open_archive
    from searchapp.tokens import Tokens
    from searchapp.web.awaited import Awaited
    from searchapp.web.server import serve_forever
    from searchapp.web.writing import Writing
    from searchapp.writing import Writer

    held = _load(options)
    engine: Any = Awaited(lambda: open_archive(held).engine) if wait else open_archive(held).engine
    writing = Writing(Writer(held), Tokens(Path(held.index)))
    serve_forever(engine, held, lambda line: click.echo(line, err=True), writing)


@main.command()
@_archive_options
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@_command
def status(as_json: bool, **options: Any) -> None:
    """Say what the archive holds, and which of its files are gone or were skipped."""
    from searchapp.archive import open_archive
    from searchapp.indexing import status_of

    report = status_of(open_archive(_load(options)))
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())


@main.command()
@_archive_options
@_option("principal", multiple=True, metavar="NAME")
@_option("ner", multiple=True, metavar="PIPELINE")
@click.option("--enrich", is_flag=True, help="Work out again what was not given: people, places, counterparts …")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_command
def rebuild(enrich: bool, as_json: bool, **options: Any) -> None:
    """Make the index anew from its stored articles, for this version or another engine.

    Lines that return in many articles of an outlet, which `searchapp furniture` lists, are taken out. The old index is
    in use until the new one takes its place. The sources are not read.
    """
    from searchapp import upkeep
    from searchapp.progress import progress

    held = _load(options)
    with progress() as show:
        report = upkeep.rebuild(held, show, anew=enrich)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())


@main.command()
@_archive_options
@_option("ner", multiple=True, metavar="PIPELINE")
@_option("workers", metavar="N")
@_option("lock_wait", metavar="N")
@click.option("--again", is_flag=True, help="All articles, also those that are up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_command
def enrich(again: bool, as_json: bool, **options: Any) -> None:
    """Work out people, places … again where newer rules or a model would find others.

    \b
    pip install 'searchapp[ner]' && python -m spacy download en_core_web_sm
    searchapp enrich --ner en_core_web_sm

    A pass may be stopped at any time: the next one goes on where it was. Sources are not read, given values are kept,
    and the archive can be searched meanwhile.
    """
    from searchapp import enriching
    from searchapp.archive import open_archive
    from searchapp.progress import progress

    held = _load(options)
    with progress() as show:
        report = enriching.enrich_archive(open_archive(held), held, show, again)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())


@main.command()
@_archive_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_command
def check(as_json: bool, **options: Any) -> None:
    """Read every article back and compare index, ledger and stamp; exit status 1 if something is wrong."""
    from searchapp import checking
    from searchapp.progress import progress

    held = _load(options)
    with progress() as show:
        report = checking.check(held, show)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())
    sys.exit(0 if report.sound else 1)


@main.command()
@_archive_options
@click.option("--to", required=True, metavar="FOLDER", type=click.Path(), help="Folder of the copy: empty, or new.")
@click.option("--to-engine", default="", metavar="NAME", help="Engine of the copy. Default: the archive's own.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_command
def copy(to: str, to_engine: str, as_json: bool, **options: Any) -> None:
    """Copy the archive, with its ledger, to another folder and engine. The sources are not read."""
    from searchapp import upkeep
    from searchapp.progress import progress

    held = _load(options)
    with progress() as show:
        report = upkeep.copy(held, Path(to), to_engine, show)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())


@main.command()
@_archive_options
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="Lines to list at most.")
@click.option("--all", "everything", is_flag=True, help="List the lines that return but are no furniture, too.")
@click.option("--keep", multiple=True, metavar="LINE", help="Hold LINE to be text: no rebuild takes it out.")
@click.option("--unkeep", multiple=True, metavar="LINE", help="Take --keep LINE back.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines as JSON Lines.")
@_command
def furniture(
    limit: int, everything: bool, keep: Sequence[str], unkeep: Sequence[str], as_json: bool, **options: Any
) -> None:
    """List the lines that return in many articles of an outlet; `rebuild` takes them out.

    They were learnt while articles were indexed. Copies of one story count once.
    """
    from searchapp import upkeep

    held = _load(options)
    lines = upkeep.furniture(held, tuple(keep), tuple(unkeep), everything)[:limit]
    for line in lines:
        click.echo(json.dumps(line.as_json(), ensure_ascii=False) if as_json else line.as_text())
    if not lines and not as_json:
        click.echo("No line returns in so many articles that it would be taken for the site's own.")


_FIELD = click.option(
    "--field", default="people", show_default=True, metavar="NAME", help="Facet whose names are meant."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@main.group(invoke_without_command=True)
@click.option("--like", default="", metavar="TEXT", help="Only names that have these words, in any of their forms.")
@click.option("--merged", is_flag=True, help="Only names with several forms.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Names to print; 0: all.")
@_FIELD
@_JSON
@_archive_options
@_command
def entities(like: str, merged: bool, limit: int, field: str, as_json: bool, **options: Any) -> None:
    """List the names of people, places … with their other forms; merge, split, rename and hide them.

    \b
    searchapp entities --like lavrov
    searchapp entities merge 'Sergei Lavrov' 'Minister Lavrov'
    searchapp entities hide --field organisations 'Rose Garden'

    What is said goes into the file entities.txt in the archive's folder, which may be edited by hand; it is put into
    force by `entities apply` and by every run of `index`, and is above all rules.
    """
    from searchapp import curating
    from searchapp.archive import open_archive

    if click.get_current_context().invoked_subcommand is not None:
        return
    found = curating.listed(open_archive(_load(options)), field, like, merged)
    shown = found[:limit] if limit else found
    if as_json:
        click.echo(json.dumps([entity.as_json() for entity in shown], ensure_ascii=False))
        return
    for entity in shown:
        click.echo(entity.as_text())
    if len(found) > len(shown):
        click.echo(f"… and {len(found) - len(shown):,} more: --limit 0 prints all.", err=True)


def _curated(as_json: bool, outcome: Any) -> None:
    click.echo(json.dumps(outcome.as_json(), ensure_ascii=False) if as_json else outcome.as_text())


def _statement(action: str, text: str, example: str) -> None:
    """Add the command that makes a statement on names."""

    @entities.command(action, help=f"{text}\n\n\b\nsearchapp entities {action} {example}")
    @click.argument("names", nargs=-1, required=True, metavar="NAME…")
    @_FIELD
    @_JSON
    @_archive_options
    @_command
    def command(names: Sequence[str], field: str, as_json: bool, **options: Any) -> None:
        from searchapp import curating
        from searchapp.archive import open_archive

        _curated(as_json, curating.say(open_archive(_load(options)), field, action, names))


_statement("merge", "These names are one; the first is shown.", "'Sergei Lavrov' 'Minister Lavrov'")
_statement("split", "No two of these names are one; a single name is one with no other.", "'Ann Lee' 'Anne Lee'")
_statement(
    "rename", "The first of two names, with all its forms, is shown as the second.", "'S. Lavrov' 'Sergei Lavrov'"
)
_statement("hide", "These names are no values of the facet; the articles keep their evidence.", "'Rose Garden'")


@entities.command()
@_JSON
@_archive_options
@_command
def undo(as_json: bool, **options: Any) -> None:
    """Take back the last statement of entities.txt."""
    from searchapp import curating
    from searchapp.archive import open_archive

    outcome = curating.undo(open_archive(_load(options)))
    if not as_json:
        click.echo(f"Taken back: {outcome.statement}")
    _curated(as_json, outcome)


@entities.command("apply")
@_JSON
@_archive_options
@_command
def apply_names(as_json: bool, **options: Any) -> None:
    """Put entities.txt into force after it was edited, and look at all names anew. The sources are not read."""
    from searchapp import curating
    from searchapp.archive import open_archive

    _curated(as_json, curating.apply(open_archive(_load(options))))


@main.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@_archive_options
@_command
def remove(ids: Sequence[str], **options: Any) -> None:
    """Remove articles by their ids.

    They stay away, even where a file still gives them, until the file changes or they are given again.
    """
    from searchapp.writing import Writer

    writer = Writer(_load(options))
    for article_id in ids:
        writer.remove(article_id)
        click.echo(f"{article_id} removed.", err=True)


@main.group()
def alert() -> None:
    """Saved searches whose new matches go to a command, a file or a webhook, after each `index` and `watch`."""


@alert.command("add")
@click.argument("name")
@click.argument("query", nargs=-1)
@_archive_options
@click.option(
    "-f", "--filter", "filters", multiple=True, metavar="NAME=VALUE", help="As in an address: people=…, date.from=…"
)
@click.option("--command", metavar="LINE", help="Run this for new matches; it gets them as JSON Lines.")
@click.option("--file", metavar="FILE", help="Append new matches to this file, as JSON Lines.")
@click.option("--webhook", metavar="URL", help="Post new matches there, as JSON.")
@click.option("--existing", is_flag=True, help="Hand over what matches already, too.")
@_command
def alert_add(
    name: str,
    query: Sequence[str],
    filters: Sequence[str],
    command: str | None,
    file: str | None,
    webhook: str | None,
    existing: bool,
    **options: Any,
) -> None:
    """Save a search as an alert called NAME.

    \b
    searchapp alert add gas 'gas OR oil' -f people='Sergei Lavrov' --file gas.jsonl
    """
    from searchapp import searching
    from searchapp.alerts.running import add
    from searchapp.archive import open_archive

    given = {"command": command, "file": file, "webhook": webhook}
    targets = [(kind, target) for kind, target in given.items() if target is not None]
    if len(targets) != 1:
        raise UsageError("An alert needs one of --command, --file and --webhook.")
    pairs = (*((("q", " ".join(query)),) if query else ()), *(searching.pair(given) for given in filters))
    archive = open_archive(_load(options))
    found = add(archive.path, archive.engine, name, pairs, *targets[0], existing)  # type: ignore[arg-type]
    ahead = "are handed over at the next run" if existing else "were there before"
    click.echo(f"Alert {name}: {found:,} matches {ahead}.", err=True)


@alert.command("list")
@_archive_options
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@_command
def alert_list(as_json: bool, **options: Any) -> None:
    """List the alerts, what each has handed over, and what went wrong the last time."""
    from searchapp.alerts.store import open_alerts

    with open_alerts(_archive_path(options)) as alerts:
        found = alerts.all()
    if as_json:
        names = ("name", "asked", "kind", "target", "made", "handed", "error")
        click.echo(json.dumps([{name: getattr(one, name) for name in names} for one in found], ensure_ascii=False))
        return
    for one in found:
        asked = "  ".join(f"{name}={value}" for name, value in one.asked) or "everything"
        click.echo(f"{one.name}: {asked} → {one.kind} {one.target}; {one.handed:,} handed over since {one.made[:10]}")
        if one.error:
            click.echo(f"  the last delivery failed: {one.error}")


@alert.command("remove")
@click.argument("name")
@_archive_options
@_command
def alert_remove(name: str, **options: Any) -> None:
    """Remove an alert, and what it has found."""
    from searchapp.alerts.store import open_alerts

    with open_alerts(_archive_path(options)) as alerts:
        alerts.remove(name)
    click.echo(f"Alert {name} is removed.", err=True)


@alert.command("run")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@_archive_options
@_option("alert_timeout", metavar="SECONDS")
@_command
def alert_run(names: Sequence[str], **options: Any) -> None:
    """Hand over new matches now: of all alerts, or those named. Exit status 1 when a delivery failed."""
    from searchapp.archive import open_archive

    held = _load(options)
    sys.exit(0 if _run_alerts(open_archive(held), held, names) else 1)


def _run_alerts(archive: Any, held: Settings, names: Sequence[str] = ()) -> bool:
    """Run the alerts of an archive, say what came of them, and whether all is well."""
    from searchapp.alerts.running import run
    from searchapp.alerts.store import has_alerts

    if not names and not has_alerts(archive.path):
        return True
    try:
        ran = run(archive.path, archive.engine, held.alert_timeout, held.lock_wait, names)
    except SearchappError as error:
        # An `index` is none the worse for it.
        click.echo(f"searchapp: alerts: {error}", err=True)
        return False
    for one in ran:
        if one.handed:
            click.echo(f"Alert {one.name}: {one.handed:,} handed over.", err=True)
        if one.error:
            click.echo(f"searchapp: alert {one.name}: {one.error}", err=True)
    return not any(one.error for one in ran)


@main.group()
def token() -> None:
    """Tokens for programs that write to the archive through the API."""


@token.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, default=("read",), show_default=True, help="read, write; repeatable.")
@_archive_options
@_command
def token_add(name: str, scopes: Sequence[str], **options: Any) -> None:
    """Make a token, and print it; it cannot be shown again."""
    made, text = _tokens(options).add(name, scopes)
    click.echo(text)
    click.echo(
        f"Token {made.id} ({made.name}) may {made.scopes.replace(' ', ' and ')}. Keep it: only its hash is kept here.",
        err=True,
    )


@token.command("list")
@_archive_options
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@_command
def token_list(as_json: bool, **options: Any) -> None:
    """List the tokens: id, scopes, day, name."""
    tokens = _tokens(options).all()
    if as_json:
        rows = [
            {"id": one.id, "name": one.name, "scopes": one.scopes.split(), "created": one.created} for one in tokens
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in tokens:
        click.echo(f"{one.id}  {one.scopes:10}  {one.created[:10]}  {one.name}")


@token.command("revoke")
@click.argument("token_id", metavar="ID")
@_archive_options
@_command
def token_revoke(token_id: str, **options: Any) -> None:
    """Take a token out of use, at once."""
    _tokens(options).revoke(token_id)
    click.echo(f"Token {token_id} is out of use.", err=True)


def _tokens(options: dict[str, Any]) -> Any:
    from searchapp.tokens import Tokens

    return Tokens(_archive_path(options))


def _archive_path(options: dict[str, Any]) -> Path:
    """The folder of an archive that is there."""
    from searchapp.stamp import known_stamp

    path = Path(_load(options).index)
    known_stamp(path)
    return path


@main.command("help")
@click.argument("topic", type=click.Choice(["query"]))
@_command
def explain(topic: str) -> None:
    """Explain a topic: `query` is the query language, by examples."""
    from searchapp.query import examples

    tables = {"query": examples.as_text}
    click.echo(tables[topic]())
