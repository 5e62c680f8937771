"""One table of settings. A value comes, in rising order, from its default, a file, the environment, an option.

The file is TOML: the one named by `--config` or `SEARCHAPP_CONFIG`, else `searchapp.toml` in the current folder, else
the table `[tool.searchapp]` of a `pyproject.toml` there. The environment name of a setting is `SEARCHAPP_` and its name
in capitals; a list is written with commas, a table as `name=value,name=value`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from searchapp.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: `parse` turns what was given (text, or a TOML value) into the value or raises ValueError."""

    name: str
    parse: Callable[[Any], Any]
    help: str
    unit: str = ""


def _names(given: Any) -> tuple[str, ...]:
    parts = given.split(",") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError("a list of names is needed, separated by commas")
    return tuple(part.strip() for part in parts if part.strip())


def _origins(given: Any) -> tuple[str, ...]:
    origins = _names(given)
    for origin in origins:
        if origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin):
            raise ValueError(f"{origin} is no site: write https://example.org, or *")
    return origins


def _pairs(given: Any) -> tuple[tuple[str, str], ...]:
    """Pairs of a table, or of texts such as `title=Headline,text=Body`."""
    if isinstance(given, dict):
        pairs = list(given.items())
    else:
        pairs = [part.partition("=")[::2] for part in _names(",".join(given) if isinstance(given, tuple) else given)]
    if not all(isinstance(value, str) and name.strip() and value.strip() for name, value in pairs):
        raise ValueError("pairs are needed, as in title=Headline,text=Body")
    return tuple((name.strip(), value.strip()) for name, value in pairs)


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError("a text is needed")
    return given.strip()


def _number(least: int, most: int) -> Callable[[Any], int]:
    def parse(given: Any) -> int:
        try:
            number = int(given)
        except (TypeError, ValueError):
            raise ValueError("a whole number is needed") from None
        if isinstance(given, bool) or not least <= number <= most:
            raise ValueError(f"a whole number from {least:,} to {most:,} is needed")
        return number

    return parse


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force; `TABLE` says what each means."""

    index: str = "index"
    engine: str = ""
    principal: tuple[str, ...] = ()
    ner: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    workers: int = 0
    commit_articles: int = 10_000
    commit_seconds: int = 30
    file_timeout: int = 60
    worker_memory: int = 2000
    copy_share: int = 90
    heap: int = 256
    lock_wait: int = 10
    name: str = "News archive"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    cors: tuple[str, ...] = ()
    alert_timeout: int = 30


TABLE = (
    Setting("index", _text, "where the archive's index is kept: a folder"),
    Setting("engine", _text, "search engine: tantivy or whoosh (default: the archive's own, for a new one tantivy)"),
    Setting("principal", _names, "whose counterparts are looked for, e.g. Russia; none: every salient actor is listed"),
    Setting("ner", _names, "installed spaCy pipelines that may add names, each for its language, e.g. en_core_web_sm"),
    Setting("host", _text, "address that `serve` listens on"),
    Setting("port", _number(1, 65535), "port that `serve` listens on"),
    Setting("threads", _number(1, 256), "requests that `serve` answers at once"),
    Setting("workers", _number(0, 256), "processes that extract and enrich articles; 0: one per processor"),
    Setting("commit_articles", _number(1, 10_000_000), "articles after which `index` commits", "articles"),
    Setting("commit_seconds", _number(1, 86_400), "time after which `index` commits what it has", "s"),
    Setting("file_timeout", _number(0, 86_400), "how long a file, or an article of one, may take; 0: no limit", "s"),
    Setting("worker_memory", _number(0, 1_000_000), "memory that reading a file may take; 0: no limit", "MB"),
    Setting("copy_share", _number(0, 100), "how much of a text near-copies of it share; 0: none are looked for", "%"),
    Setting("heap", _number(16, 65536), "memory the tantivy writer may use before it writes a segment", "MB"),
    Setting("lock_wait", _number(0, 3600), "how long to wait for another writer", "s"),
    Setting("name", _text, "the archive's name, shown on its pages"),
    Setting("include", _names, "files that are read, by patterns such as *.html or 2014/**; none: all of them"),
    Setting("exclude", _names, "files and folders that are left out, by patterns such as drafts or **/old/*.txt"),
    Setting("columns", _pairs, "columns of tables, where their names do not tell: title=Headline,text=Body"),
    Setting("cors", _origins, "sites whose scripts may use the API, as https://example.org; *: every site"),
    Setting("alert_timeout", _number(1, 3600), "how long the command or webhook of an alert may take", "s"),
)
_BY_NAME = {setting.name: setting for setting in TABLE}


def load(
    options: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force for `options` (those given, by name), `environ` and the files of `folder`.

    Raises UsageError for a file that cannot be read, an unknown name or a value that cannot be.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    config = (options or {}).get("config") or environ.get("SEARCHAPP_CONFIG")
    for where, name, given in _from_file(config, folder or Path.cwd()):
        values[name] = _parse(name, given, where)
    for setting in TABLE:
        variable = f"SEARCHAPP_{setting.name.upper()}"
        if environ.get(variable, "").strip():
            values[setting.name] = _parse(setting.name, environ[variable], variable)
    for name, given in (options or {}).items():
        if name != "config" and given not in (None, ()):
            values[name] = _parse(name, given, f"--{name.replace('_', '-')}")
    return replace(Settings(), **values)


def unknown(environ: Mapping[str, str]) -> list[str]:
    """Names in the environment that look like settings and are none.

    >>> unknown({"SEARCHAPP_PROT": "5", "SEARCHAPP_PORT": "5"})
    ['SEARCHAPP_PROT']
    """
    known = {f"SEARCHAPP_{name.upper()}" for name in (*_BY_NAME, "config", "corpora")}
    return sorted(name for name in environ if name.startswith("SEARCHAPP_") and name not in known)


def _from_file(config: str | None, folder: Path) -> list[tuple[str, str, Any]]:
    path = Path(config) if config else folder / "searchapp.toml"
    if not config and not path.is_file():
        path = folder / "pyproject.toml"
        if not path.is_file():
            return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The settings file {path} is not valid TOML: {error}.") from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("searchapp", {})
    return [(str(path), name, value) for name, value in table.items()]


def _parse(name: str, given: Any, where: str) -> Any:
    setting = _BY_NAME.get(name)
    if setting is None:
        known = ", ".join(sorted(_BY_NAME))
        raise UsageError(f"{where}: there is no setting {name!r}. The settings are: {known}.")
    try:
        return setting.parse(given)
    except ValueError as error:
        raise UsageError(f"{where}: {name} cannot be {given!r}: {error}.") from None


assert {setting.name for setting in TABLE} == {field.name for field in fields(Settings)}  # noqa: S101 - one table
