"""The text that the engine reads: the stream written out again, so that it cannot be cut in another way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import refusals
from .refusals import Place
from .terminals import IN_STRING, IRI, WORDS
from .tokens import Token, resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .prologue import Prologue

_NAMED = frozenset({"word", "name", "iri", "variable", "blank", "string", "tag", "number"})
_VERBATIM = frozenset({"variable", "sign", "number", "tag", "blank"})
_CALLING = re.compile("SERVICE|LOAD", re.IGNORECASE)
_COMMENT = re.compile(r"#[^\r\n]*")
_MARKS = {'"': '\\"', "'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r"}


class Written(NamedTuple):
    """A token and what the engine is given for it."""

    token: Token
    text: str
    iri: str | None = None  # what it names, where that can be known


def written(source: str, token: Token, prologue: Prologue, hidden: re.Pattern[str]) -> Written:
    """Return a token as the engine reads it in no other way; raise `QueryError` where there is no such way."""
    kind = token.kind
    if kind in _VERBATIM:
        return Written(token, token.text)
    if _is_stray(token):
        raise refusals.stray(Place.of(source, token.start), token)
    if token.is_undecided and (_CALLING.search(token.text) or set(token.text) & set("'()[]")):
        raise refusals.ambiguous(Place.of(source, token.start), token)
    if kind == "name":
        return Written(token, _name(source, token, prologue, hidden), prologue.iri(token))
    if kind == "iri":
        return Written(token, token.text, prologue.iri(token))
    original = source[token.start : token.end]
    if kind == "string":
        return Written(token, IN_STRING.sub(_in_string, original) if "\\" in original else original)
    return Written(token, resolved(original))


def _is_stray(token: Token) -> bool:
    if token.kind == "word":
        return token.text not in WORDS
    return token.kind == "stray" or (token.kind == "iri" and IRI.fullmatch(token.text) is None)


def joined(source: str, pieces: Sequence[Written]) -> str:
    """Return the pieces in the places where their tokens stood, without comments."""
    parts: list[str] = []
    end, last = 0, None
    for token, text, _ in pieces:
        parts.append(_blank(source[end : token.start]) if token.start > end else _between(last, token))
        parts.append(text)
        if token.is_undecided and "#" in text:
            # Read as an operator, what follows it could hide the rest of the line in a comment.
            parts.append("\n")
        end, last = token.end, token
    return "".join((*parts, _blank(source[end:])))


def _blank(gap: str) -> str:
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), gap) if "#" in gap else gap


def _between(last: Token | None, token: Token) -> str:
    if last is None:
        return ""
    is_operator = last.is_sign("<")
    return " " if is_operator or (last.kind in _NAMED and token.kind in _NAMED - {"tag"}) else ""


def _name(source: str, token: Token, prologue: Prologue, hidden: re.Pattern[str]) -> str:
    """Return a prefixed name, or its IRI where an engine could end the name, or its prefix, earlier."""
    prefix, _, local = token.text.partition(":")
    if prologue.declares(token) or not ("." in local or hidden.search(prefix)):
        return token.text
    iri = prologue.iri(token)
    if iri is None or "://" not in iri:
        raise refusals.ambiguous(Place.of(source, token.start), token)
    return f"<{iri}>"


def _in_string(escape: re.Match[str]) -> str:
    character = resolved(escape[0])
    return character if character == escape[0] else _MARKS.get(character, character)
