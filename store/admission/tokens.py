"""The one token stream of a query's text: cut as the engine cuts it, `<` read by where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from .terminals import ESCAPE, TOKEN

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

Kind = Literal["word", "name", "iri", "variable", "blank", "string", "tag", "number", "sign", "stray"]

_UNICODE_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)
_OPERANDS = frozenset({"name", "iri", "variable", "blank", "string", "tag", "number"})
OPENING = {"{": "}", "{|": "|}", "(": ")", "[": "]", "<<": ">>"}
CLOSING = frozenset(OPENING.values())
# After which words round brackets enclose expressions: all up to the pattern, the next pair, or none.
_EXPECTING: dict[str, Literal["", "one", "many"]] = {
    **dict.fromkeys(("SELECT", "BY", "HAVING"), "many"),
    **dict.fromkeys(("FILTER", "BIND"), "one"),
    **dict.fromkeys(("WHERE", "VALUES", "FROM"), ""),
}


class Token(NamedTuple):
    """A piece of a text: `text` has its escapes resolved (a word also its letters raised), `end` is past its source."""

    kind: Kind
    text: str
    start: int
    end: int
    is_undecided: bool = False  # an IRI that the engine may read as an operator and what follows it
    is_computed: bool = False  # stands in an expression; of a bracket: the text after it does

    def is_word(self, *words: str) -> bool:
        """Tell whether it is one of these keywords."""
        return self.kind == "word" and self.text in words

    def is_sign(self, *signs: str) -> bool:
        """Tell whether it is one of these signs."""
        return self.kind == "sign" and self.text in signs


@dataclass(slots=True)
class _Frame:
    """What an open bracket encloses."""

    closing: str
    is_expression: bool
    expects: Literal["", "one", "many"] = ""


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of a text; what is none in SPARQL is the last one, a stray."""
    frames = [_Frame("", is_expression=False)]
    last: Token | None = None
    while start < len(text):
        if text[start] == " ":
            # Most gaps, found at once.
            start += 1
            continue
        may_compare = text[start] == "<" and frames[-1].is_expression
        compares = may_compare and _is_after_operand(frames[-1], last)
        found = _compared(text, start) if compares else TOKEN.match(text, start)
        if found is None:
            yield Token("stray", text[start], start, start + 1)
            return
        start = found.end()
        if found.lastgroup != "gap":
            last = _token(found, frames, last)
            yield last


def resolved(text: str) -> str:
    r"""Return a text with its `\u` escapes as characters; those of no character stay."""
    return ESCAPE.sub(_character, text) if "\\" in text else text


def _compared(text: str, start: int) -> re.Match[str] | None:
    """Return the next token where `<` is an operator unless it begins a full IRI."""
    found = TOKEN.match(text, start)
    if found is None or "://" in found[0]:
        return found
    return TOKEN.match(text, start, start + (2 if text.startswith("<=", start) else 1))


def _is_after_operand(frame: _Frame, last: Token | None) -> bool:
    if last is None or frame.closing != ")":
        return False
    return last.kind in _OPERANDS or last.is_word("TRUE", "FALSE") or last.is_sign(")", "}", ">>", "]")


def _token(found: re.Match[str], frames: list[_Frame], last: Token | None) -> Token:
    """Return what was found as a token; follow in `frames` what it opens and closes."""
    kind: Kind = found.lastgroup  # type: ignore[assignment]  # one of them is always found
    text = found[0]
    # Two divisions cannot meet in code, so `<http://…` is read as an IRI only.
    is_undecided = kind == "iri" and "://" not in text and _is_after_operand(frames[-1], last)
    if kind == "word":
        text = resolved(text).upper()
        frames[-1].expects = _EXPECTING.get(text, frames[-1].expects)
    elif kind == "iri":
        text = resolved(text)
    elif kind == "sign":
        _follow(frames, text)
    return Token(kind, text, *found.span(), is_undecided, frames[-1].is_expression)


def _follow(frames: list[_Frame], sign: str) -> None:
    frame = frames[-1]
    if sign in OPENING:
        is_expression = sign == "(" and (frame.is_expression or frame.expects != "")
        if sign == "{" or frame.expects == "one":
            frame.expects = ""
        frames.append(_Frame(OPENING[sign], is_expression))
    elif sign == frame.closing:
        frames.pop()


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return escape[0] if number >= _UNICODE_END or number in _SURROGATES else chr(number)
