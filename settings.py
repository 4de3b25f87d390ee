"""One settings object, made from the environment and the command line's flags."""

from __future__ import annotations

import locale
import os
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlsplit

from .errors import Language, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DefaultGraph = Literal["union", "strict"]
ShaclEngine = Literal["turbo", "pyshacl"]
AccessLog = Literal["off", "text", "json"]
Known = TypeVar("Known")

_ACCESS_LOGS: Mapping[str, AccessLog] = {"off": "off", "text": "text", "json": "json"}
_SHORTEST_TOKEN = 16
_OF_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
BASE = "https://w3id.org/profgraph/id/"


def cores() -> int:
    """Return how many processors this process may use."""
    # Of macOS one only learns how many there are.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _usual_processes() -> int:
    # Each takes some 100 MB and a core; one more core is for the workers. On two, one answers more than two do.
    return min(max(cores() - 1, 1), 4)


@dataclass(frozen=True)
class Settings:
    """What a run of ProfGraph may be told; `query_memory` and `answer_megabytes` are in megabytes.

    `is_store_named` tells that a person named the store: commands that need none look at it then.
    Of `workers` processes that evaluate queries one is kept for quick ones; `processes` read and answer requests.
    """

    store: str
    base: str | None = None
    lang: Language = "en"
    default_graph: DefaultGraph = "union"
    host: str = "127.0.0.1"
    port: int = 8014
    shacl_engine: ShaclEngine = "turbo"
    workers: int = field(default_factory=cores)
    processes: int = field(default_factory=_usual_processes)
    query_seconds: float = 30
    query_memory: int = 1024
    answer_megabytes: int = 256
    cache_bytes: int = 64_000_000
    access_log: AccessLog = "text"
    log_clients: bool = False
    rate: int = 0
    proxies: int = 0
    services: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    token: str | None = field(default=None, repr=False)
    upload_bytes: int = 100_000_000
    is_store_named: bool = False

    @property
    def is_remote(self) -> bool:
        """Tell whether the store is the address of a SPARQL endpoint rather than a folder."""
        return self.store.startswith(("http://", "https://"))

    @property
    def folder(self) -> Path:
        """Return the store folder; raise `UsageError` where the store is an address."""
        if self.is_remote:
            raise UsageError(
                ru=f"{self.store}: удалённое хранилище доступно только для чтения; укажите папку: --store ПАПКА",
                en=f"{self.store}: a remote store is read-only; name a folder: --store FOLDER",
            )
        return Path(self.store)


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the `PROFGRAPH_*` variables ask for; raise `UsageError` on a bad value."""
    return Settings(
        store=environ.get("PROFGRAPH_STORE") or default_store(),
        base=environ.get("PROFGRAPH_BASE") or None,
        lang=language(environ.get("PROFGRAPH_LANG"), environ),
        default_graph=default_graph(environ.get("PROFGRAPH_DEFAULT_GRAPH") or "union"),
        shacl_engine=shacl_engine(environ.get("PROFGRAPH_SHACL_ENGINE") or "turbo"),
        workers=_number(environ, "PROFGRAPH_WORKERS", cores(), least=1, most=1000),
        processes=_number(environ, "PROFGRAPH_PROCESSES", _usual_processes(), least=1, most=100),
        query_seconds=_number(environ, "PROFGRAPH_QUERY_SECONDS", 30, least=1, most=55),
        query_memory=_number(environ, "PROFGRAPH_QUERY_MEMORY", 1024, least=256, most=1_000_000),
        answer_megabytes=_number(environ, "PROFGRAPH_ANSWER_MEGABYTES", 256, least=1, most=1_000_000),
        cache_bytes=_number(environ, "PROFGRAPH_CACHE_BYTES", 64_000_000, most=1_000_000_000_000),
        access_log=_known(environ.get("PROFGRAPH_ACCESS_LOG") or "text", _ACCESS_LOGS, "PROFGRAPH_ACCESS_LOG"),
        log_clients=_number(environ, "PROFGRAPH_LOG_CLIENTS", 0, most=1) == 1,
        rate=_number(environ, "PROFGRAPH_RATE", 0, most=1_000_000),
        proxies=_number(environ, "PROFGRAPH_PROXIES", 0, most=10),
        services=services(environ.get("PROFGRAPH_SERVICES") or ""),
        sources=sources(environ.get("PROFGRAPH_SOURCES") or ""),
        token=_token(environ.get("PROFGRAPH_TOKEN")),
        upload_bytes=_number(environ, "PROFGRAPH_UPLOAD_BYTES", 100_000_000, least=1, most=1_000_000_000),
        is_store_named=bool(environ.get("PROFGRAPH_STORE")),
    )


def default_store() -> str:
    """Return the store folder under the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("profgraph") / "store")


def language(name: str | None, environ: Mapping[str, str] = os.environ) -> Language:
    """Return `name` as a language, or the one of the locale when there is no name; raise `UsageError`."""
    if name:
        return _known(name, {"ru": "ru", "en": "en"}, "PROFGRAPH_LANG")
    wanted = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "ru" if (locale.normalize(wanted) or "").lower().startswith("ru") else "en"


def language_of(words: Sequence[str], environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language that the words of a command ask for, else that of the environment."""
    given: list[str | None] = [environ.get("PROFGRAPH_LANG")]
    given += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    try:
        return language(given[-1], environ)
    except UsageError:
        return "en"


def default_graph(name: str) -> DefaultGraph:
    """Return `name` as a default-graph mode; raise `UsageError` on an unknown one."""
    return _known(name, {"union": "union", "strict": "strict"}, "PROFGRAPH_DEFAULT_GRAPH")


def shacl_engine(name: str) -> ShaclEngine:
    """Return `name` as a SHACL engine; raise `UsageError` on an unknown one."""
    return _known(name, {"turbo": "turbo", "pyshacl": "pyshacl"}, "PROFGRAPH_SHACL_ENGINE")


def _number(environ: Mapping[str, str], name: str, usual: int, *, least: int = 0, most: int) -> int:
    """Return a whole number from `least` to `most`, `usual` where the variable is not set; raise `UsageError` else."""
    text = environ.get(name) or str(usual)
    if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
        return int(text)
    raise UsageError(
        ru=f"{name}: значение «{text}» не подходит; нужно целое число от {least} до {most}",
        en=f"{name}: {text!r} is not a value of it; a whole number from {least} to {most} is needed",
    )


def services(names: str) -> frozenset[str]:
    """Return the SPARQL endpoints that queries may call, set apart by blanks or commas; raise `UsageError`."""
    found = frozenset(names.replace(",", " ").split())
    for name in found:
        if not name.startswith(("http://", "https://")):
            raise UsageError(
                ru=f"PROFGRAPH_SERVICES: {name} — не адрес точки SPARQL; укажите его целиком: https://…",
                en=f"PROFGRAPH_SERVICES: {name} is not the address of a SPARQL endpoint; write all of it: https://…",
            )
    return found


def sources(names: str) -> frozenset[str]:
    """Return the sites from which graphs may be fetched, set apart by blanks or commas; raise `UsageError`."""
    found = names.replace(",", " ").split()
    for name in found:
        if origin_of(name) != name.removesuffix("/").lower():
            raise UsageError(
                ru=f"PROFGRAPH_SOURCES: {name} — не сайт; укажите его как https://example.org (http: только localhost)",
                en=f"PROFGRAPH_SOURCES: {name} is not a site; write it as https://example.org (http: localhost only)",
            )
    return frozenset(map(origin_of, found))


def origin_of(address: str) -> str:
    """Return the site of an address: `https://example.org`; "" but for https, and http on this machine."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    if not host or not is_safe or "@" in parts.netloc:
        return ""
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" + (f":{port}" if port else "")


def _token(text: str | None) -> str | None:
    """Return the token of writers; raise `UsageError`, which never shows it, where it is short or fits no header."""
    if not text:
        return None
    if len(text) >= _SHORTEST_TOKEN and _OF_TOKEN.fullmatch(text):
        return text
    raise UsageError(
        ru=f"PROFGRAPH_TOKEN: нужно не меньше {_SHORTEST_TOKEN} знаков из A-Z a-z 0-9 - . _ ~ + / =; "
        "подойдёт вывод команды: openssl rand -hex 24",
        en=f"PROFGRAPH_TOKEN: at least {_SHORTEST_TOKEN} characters of A-Z a-z 0-9 - . _ ~ + / = are needed; "
        "what this prints will do: openssl rand -hex 24",
    )


def _known(name: str, values: Mapping[str, Known], where: str) -> Known:
    if name in values:
        return values[name]
    allowed = " | ".join(values)
    raise UsageError(
        ru=f"{where}: значение «{name}» не подходит; возможны: {allowed}",
        en=f"{where}: {name!r} is not a value of it; choose from {allowed}",
    )
