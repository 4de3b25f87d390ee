"""What the reader wants: media types by the weights of `Accept`, the language by `?lang=` or `Accept-Language`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from flask import request

from ..errors import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HTML = "text/html"
PROBLEM = "application/problem+json"
LANGUAGES: tuple[Language, ...] = get_args(Language)


def ranked(offered: Sequence[str]) -> list[str]:
    """Return the offered media types that the reader accepts, the best first.

    Of equal weights, a type that is named in full wins over a wildcard, then the order of `offered` decides.
    """
    rules = _rules(request.accept_mimetypes)
    weights = {media_type: _weight(media_type, rules) for media_type in offered}
    accepted = [media_type for media_type in offered if weights[media_type][0] > 0]
    return sorted(accepted, key=weights.__getitem__, reverse=True)


def wants_page() -> bool:
    """Tell whether the reader is a browser rather than a program: it names HTML."""
    return ranked((PROBLEM, HTML))[:1] == [HTML]


def reader_language() -> Language:
    """Return the language of `?lang=`, else the best one of `Accept-Language`, else Russian."""
    asked = chosen_language()
    if asked is not None:
        return asked
    best = request.accept_languages.best_match(LANGUAGES)
    return "en" if best == "en" else "ru"


def chosen_language() -> Language | None:
    """Return the language that the address asks for, if it does."""
    asked = request.args.get("lang")
    return next((lang for lang in LANGUAGES if lang == asked), None)


def _rules(accept: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the weight of each media range without its parameters; no header accepts everything."""
    rules: dict[str, float] = {}
    for value, weight in accept:
        media_range = value.partition(";")[0].strip().lower()
        rules[media_range] = max(weight, rules.get(media_range, 0))
    return rules or {"*/*": 1}


def _weight(media_type: str, rules: Mapping[str, float]) -> tuple[float, int]:
    family = f"{media_type.partition('/')[0]}/*"
    for specificity, media_range in ((2, media_type), (1, family), (0, "*/*")):
        if media_range in rules:
            return rules[media_range], specificity
    return 0, 0
