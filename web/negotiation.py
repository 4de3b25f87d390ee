"""What the reader wants: media types by the weights of `Accept`, the language by `?lang=` or `Accept-Language`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, get_args

from flask import request
from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from ..errors import Language, UsageError, excerpt
from ..queries.rendering import XLSX
from ..store.protocol import GRAPH_TYPES, JSON, RESULT_TYPES, XML

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Flask
    from werkzeug.wrappers import Request

Meaning = TypeVar("Meaning")

HTML = "text/html"
PROBLEM = "application/problem+json"
LANGUAGES: tuple[Language, ...] = get_args(Language)
# What programs that know nothing of SPARQL ask for, and the type that answers them.
ALIASES: Mapping[str, str] = {"application/json": JSON, "application/xml": XML}
# Every type that some view offers by `Accept`: readers who order these alike share an answer of the cache.
OFFERED = (HTML, PROBLEM, *RESULT_TYPES, *ALIASES, *GRAPH_TYPES, XLSX)

_LONGEST_REMEMBERED = 300
# Percent-encoded, a name is still that name.
_LANGUAGE_FIELD = re.compile("(?:l|%6c)(?:a|%61)(?:n|%6e)(?:g|%67)=", re.IGNORECASE)


def remembered(read: Callable[[str], Meaning]) -> Callable[[str], Meaning]:
    """Return `read` with a memory of short headers: strangers could fill it with long ones."""
    known = lru_cache(maxsize=1_000)(read)
    return lambda header: known(header) if len(header) <= _LONGEST_REMEMBERED else read(header)


def ranked(offered: Sequence[str]) -> list[str]:
    """Return the offered media types that the reader accepts, the best first.

    Of equal weights, a type that is named in full wins over a wildcard, then the order of `offered` decides.
    """
    if unknown := set(offered) - set(OFFERED):
        message = f"not in negotiation.OFFERED, which the cache distinguishes readers by: {sorted(unknown)}"
        raise ValueError(message)
    return ranked_for(request.headers.get("Accept", ""), offered)


def ranked_for(accept: str, offered: Sequence[str]) -> list[str]:
    """Return what `ranked` returns to a reader who sent this header."""
    rules = _rules(accept)
    weights = {media_type: _weight(media_type, rules) for media_type in offered}
    accepted = [media_type for media_type in offered if weights[media_type][0] > 0]
    return sorted(accepted, key=weights.__getitem__, reverse=True)


def ranks(accept: str) -> tuple[int, ...]:
    """Return the place of each of `OFFERED` in the reader's order; 0 is what the reader does not accept."""
    rules = _rules(accept)
    weights = [_weight(media_type, rules) for media_type in OFFERED]
    places = sorted({weight for weight in weights if weight[0] > 0})
    return tuple(places.index(weight) + 1 if weight in places else 0 for weight in weights)


def wants_page() -> bool:
    """Tell whether the reader is a browser rather than a program: it names HTML."""
    return ranked((PROBLEM, HTML))[:1] == [HTML]


def reader_language() -> Language:
    """Return the language for the current request."""
    return language_for(request)


def language_for(asking: Request) -> Language:
    """Return the language of `?lang=`, else the best one of `Accept-Language`, else Russian."""
    return _asked_language(asking) or language_accepted(asking.headers.get("Accept-Language", ""))


def may_name_language(query: str) -> bool:
    """Tell whether the fields of an address may have one that names a language."""
    lowered = query.lower()
    # By its end it is found ten times faster, where it is rare.
    return ("g=" in lowered or "%67=" in lowered) and _LANGUAGE_FIELD.search(query) is not None


@remembered
def language_accepted(accept: str) -> Language:
    """Return the best language of `Accept-Language`, else Russian."""
    return "en" if parse_accept_header(accept, LanguageAccept).best_match(LANGUAGES) == "en" else "ru"


def register(app: Flask) -> None:
    """Make the application refuse addresses that ask for a language that there is not."""
    app.before_request(_refuse_unknown_language)


def is_language(asked: str) -> bool:
    """Tell whether a field `lang` can be answered; a form sends one that is left open as empty."""
    return not asked or asked in LANGUAGES


def _refuse_unknown_language() -> None:
    unknown = next((asked for asked in request.args.getlist("lang") if not is_language(asked)), None)
    if unknown is None:
        return
    listed = ", ".join(LANGUAGES)
    raise UsageError(
        ru=f"lang={excerpt(unknown)}: такого языка здесь нет; возможны: {listed}",
        en=f"lang={excerpt(unknown)}: there is no such language here; choose from {listed}",
    )


def chosen_language() -> Language | None:
    """Return the language that the address asks for, if it does."""
    return _asked_language(request)


def _asked_language(asking: Request) -> Language | None:
    asked = asking.args.get("lang")
    return next((lang for lang in LANGUAGES if lang == asked), None)


@remembered
def _rules(accept: str) -> Mapping[str, float]:
    """Return the weight of each media range without its parameters; no header accepts everything."""
    rules: dict[str, float] = {}
    for value, weight in parse_accept_header(accept, MIMEAccept):
        media_range = value.partition(";")[0].strip().lower()
        rules[media_range] = max(weight, rules.get(media_range, 0))
    return rules or {"*/*": 1}


def _weight(media_type: str, rules: Mapping[str, float]) -> tuple[float, int]:
    family = f"{media_type.partition('/')[0]}/*"
    for specificity, media_range in ((2, media_type), (1, family), (0, "*/*")):
        if media_range in rules:
            return rules[media_range], specificity
    return 0, 0
