"""Queries whose work is bounded by their form: of one triple pattern at most, which an index of the engine answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .forms import Form

_LONGEST = 2_000
_FORMS: tuple[Form, ...] = ("ASK", "SELECT", "CONSTRUCT")
# Less than SPARQL allows, so that nobody can cut it in another way: between two names there is a space, an IRI is
# absolute, and there are no escapes, no dots in names and no remarks but one at the end. All else is just not bounded.
# Only single characters are repeated possessively: of groups so repeated Python 3.11 before .5 keeps failed beginnings.
_GAP, _MAY = r"[ \t\r\n]++", r"[ \t\r\n]*+"
_IRI = r"<[A-Za-z][A-Za-z0-9+.-]*+:[^<>\"{}|^`\\\x00-\x20]*+>"
_PREFIX = "[A-Za-z][A-Za-z0-9_-]{0,30}+:"
_NAMED = rf"(?:{_IRI}|{_PREFIX}(?:[A-Za-z0-9_][A-Za-z0-9_-]*+)?)"
_VARIABLE = "[?$][A-Za-z_][A-Za-z0-9_]*+"
_LITERAL = rf"(?:[0-9]{{1,9}}+|true|false|\"[^\"\\\r\n<]++\"(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*|\^\^{_NAMED})?)"
_SUBJECT = rf"(?:{_VARIABLE}|{_NAMED})"
_TERMS = (_SUBJECT, rf"(?:{_SUBJECT}|a)", rf"(?:{_SUBJECT}|{_LITERAL})")
_STOP = rf"(?:{_GAP}\.)?{_MAY}"
_TEMPLATE, _PATTERN = (
    _GAP.join(f"(?P<{role}_{name}>{term})" for name, term in zip("spo", _TERMS, strict=True)) + _STOP
    for role in ("made", "sought")
)
_BOUNDED = re.compile(
    rf"""{_MAY}(?:(?i:PREFIX){_GAP}{_PREFIX}{_GAP}{_IRI}{_GAP})*
    (?:(?P<ASK>(?i:ASK))
      |(?P<SELECT>(?i:SELECT))(?:{_MAY}\*|(?P<shown>(?:{_GAP}{_VARIABLE})+))
      |(?P<CONSTRUCT>(?i:CONSTRUCT))(?P<template>{_MAY}\{{{_MAY}(?:{_TEMPLATE})?\}})?
    )
    (?:{_GAP}(?i:WHERE))?{_MAY}\{{{_MAY}(?:{_PATTERN})?\}}
    (?:{_MAY}(?i:LIMIT){_GAP}[0-9]{{1,3}})?{_MAY}(?P<remark>\#[^\r\n<]*+)?{_MAY}""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Bounded:
    """A query that makes the engine take one step of one index for each solution, and plan next to nothing."""

    text: str  # without its remark
    form: Form


def bounded(text: str) -> Bounded | None:
    """Return the query if its form bounds its work; None where that is not known.

    It has no path, filter, order, aggregate, OFFSET, nested group or dataset, and no variable twice in its pattern, for
    then the engine would look through all that the rest of it finds; so it would where solutions do not show in the
    answer, whose size is what the work is given up by. Such a text is admitted as it is.
    """
    found = _BOUNDED.fullmatch(text) if len(text) <= _LONGEST else None
    # Elsewhere than in a prefix the word would do no harm, but it is rare.
    if found is None or "service" in text.lower():
        return None
    variables = [term[1:] for term in _terms(found, "sought") if term and term[0] in "?$"]
    if len(variables) > len(set(variables)) or not _shows_each(found, variables):
        return None
    start, end = found.span("remark")
    plain = text if start < 0 else f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return Bounded(plain, next(form for form in _FORMS if found[form]))


def _terms(found: re.Match[str], role: str) -> tuple[str | None, ...]:
    return found.group(*(f"{role}_{name}" for name in "spo"))


def _shows_each(found: re.Match[str], variables: Sequence[str]) -> bool:
    """Tell whether each solution adds to the answer: a term to a table, a triple of its own to a graph."""
    if not variables:
        return True
    if found["template"]:
        # Of another template equal triples, and those that RDF does not have, are left out.
        return _terms(found, "made") == _terms(found, "sought")
    return not found["shown"] or any(name[1:] in variables for name in found["shown"].split())
