"""Queries whose work is bounded: of one triple pattern at most, which an index of the engine answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .forms import Form

_LONGEST = 2_000
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
_MADE, _SOUGHT = (tuple(f"{role}_{name}" for name in "spo") for role in ("made", "sought"))
_STOP = rf"(?:{_GAP}\.)?{_MAY}"
_TEMPLATE, _PATTERN = (
    _GAP.join(f"(?P<{name}>{term})" for name, term in zip(names, _TERMS, strict=True)) + _STOP
    for names in (_MADE, _SOUGHT)
)
_PROLOGUE = rf"{_MAY}(?:(?i:PREFIX){_GAP}{_PREFIX}{_GAP}{_IRI}{_GAP})*"
_REMARK = rf"{_MAY}(?P<remark>\#[^\r\n<]*+)?{_MAY}"
_BOUNDED = re.compile(
    rf"""{_PROLOGUE}
    (?:(?P<ASK>(?i:ASK))
      |(?P<SELECT>(?i:SELECT))(?:{_MAY}\*|(?P<shown>(?:{_GAP}{_VARIABLE})+))
      |(?P<CONSTRUCT>(?i:CONSTRUCT))(?P<template>{_MAY}\{{{_MAY}(?:{_TEMPLATE})?\}})?
    )
    (?:{_GAP}(?i:WHERE))?{_MAY}\{{{_MAY}(?:{_PATTERN})?\}}
    (?:{_MAY}(?i:LIMIT){_GAP}[0-9]{{1,3}})?{_REMARK}""",
    re.VERBOSE,
)
_AGGREGATE = rf"(?i:COUNT|SUM|MIN|MAX|AVG|SAMPLE){_MAY}\({_MAY}(?:(?i:DISTINCT){_GAP})?(?:\*|{_VARIABLE}){_MAY}\)"
_SHOWN = rf"(?:{_GAP}{_VARIABLE}|{_MAY}\({_MAY}{_AGGREGATE}{_GAP}(?i:AS){_GAP}{_VARIABLE}{_MAY}\))"
_KEY = rf"(?:{_GAP}{_VARIABLE}|{_GAP}(?i:ASC|DESC){_MAY}\({_MAY}{_VARIABLE}{_MAY}\))"
_WEIGHED = re.compile(
    rf"""(?P<prologue>{_PROLOGUE})
    (?i:SELECT)(?:{_GAP}(?i:DISTINCT|REDUCED))?(?:{_MAY}\*|{_SHOWN}+)
    (?:{_GAP}(?i:WHERE))?{_MAY}(?P<group>\{{{_MAY}{_PATTERN}\}})
    (?:{_MAY}(?i:GROUP){_GAP}(?i:BY)(?:{_GAP}{_VARIABLE})+)?
    (?:{_MAY}(?i:ORDER){_GAP}(?i:BY){_KEY}+)?
    (?:{_MAY}(?i:LIMIT){_GAP}[0-9]{{1,9}})?(?:{_MAY}(?i:OFFSET){_GAP}[0-9]{{1,9}})?{_REMARK}""",
    re.VERBOSE,
)


class Bounded(NamedTuple):
    """A query that makes the engine take one step of one index for each solution, and plan next to nothing.

    Where it is `weighed_by` another query, that is so if the other has few solutions: all of them are looked through.
    """

    text: str  # without its remark
    form: Form
    weighed_by: str = ""


def bounded(text: str) -> Bounded | None:
    """Return the query if its work is bounded; None where that is not known.

    By its form it is where it has no path, filter, order, aggregate, OFFSET, nested group or dataset, and no variable
    twice in its pattern, for then the engine would look through all that the rest of it finds; so it would where
    solutions do not show in the answer, whose size is what the work is given up by. With an order, aggregates of
    variables, DISTINCT or OFFSET it is where its pattern has few solutions. Such a text is admitted as it is.
    """
    # Elsewhere than in a prefix the word would do no harm, but it is rare.
    if len(text) > _LONGEST or "service" in text.lower():
        return None
    found = _BOUNDED.fullmatch(text)
    if found is not None and _shows_each(found):
        return Bounded(_plain(found), "ASK" if found["ASK"] else "SELECT" if found["SELECT"] else "CONSTRUCT")
    found = _WEIGHED.fullmatch(text)
    if found is not None and not _repeats(_variables(found)):
        return Bounded(_plain(found), "SELECT", f"{found['prologue']}SELECT * {found['group']}")
    return None


def _variables(found: re.Match[str]) -> Sequence[str]:
    return [term[1:] for term in found.group(*_SOUGHT) if term and term[0] in "?$"]


def _repeats(variables: Sequence[str]) -> bool:
    return len(variables) > len(set(variables))


def _plain(found: re.Match[str]) -> str:
    text, (start, end) = found.string, found.span("remark")
    return text if start < 0 else f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _shows_each(found: re.Match[str]) -> bool:
    """Tell whether each match adds to the answer, once: a term to a table, a triple of its own to a graph."""
    variables = _variables(found)
    if _repeats(variables) or not variables:
        return not variables
    if found["template"]:
        # Of another template equal triples, and those that RDF does not have, are left out.
        return found.group(*_MADE) == found.group(*_SOUGHT)
    return not found["shown"] or any(name[1:] in variables for name in found["shown"].split())
