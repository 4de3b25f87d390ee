"""Whether a query may leave this process: `SERVICE` cannot be switched off in the engine, so its text is read.

The engine's grammar knows no word boundaries (`1e5SERVICE`, `SERVICESILENT` and `SERVICE:x` call out), and `<`
begins an IRI or is an operator by context only. So every way to cut the text into tokens is followed, and a
query is refused when the keyword stands where any of them has code: rather one query too many than one too few.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYWORD = "service"
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_COMMENT = re.compile(r"#[^\r\n]*")
_IRI = re.compile(r"<[^<>\x00-\x20]*>")
_LONG_STRING = re.compile(r"(\"{3}|'{3})(?:\\.|(?!\1).)*?\1", re.DOTALL)
_STRING = re.compile(r"\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'")
_VARIABLE_OR_TAG = re.compile(r"[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9-]+)?")
_RUN = re.compile(r"(?:\\.|[\w.:%-])+")
_PUNCTUATION = re.compile(r"[^\w.:%\\#\"'?$@</-]+")
_TOKENS = (_COMMENT, _LONG_STRING, _STRING, _VARIABLE_OR_TAG, _RUN, _IRI, _PUNCTUATION)
# Two divisions cannot meet in code, so `<http://…` is read as an IRI only.
_NEVER_CODE = "//"
_UNICODE_END = 0x110000


def refuse_service(text: str) -> None:
    """Raise `RequestError` when the query could make the engine call another endpoint."""
    if any(_KEYWORD in form.lower() and _calls_out(form) for form in (text, _unescaped(text))):
        raise RequestError(
            HTTPStatus.BAD_REQUEST,
            ru="запрос: SERVICE здесь не выполняется; загрузите те данные в хранилище или спросите тот сервис сами",
            en="the query: SERVICE is not evaluated here; load that data into the store or ask that endpoint directly",
        )


def _calls_out(text: str) -> bool:
    starts, seen = [0], {0}
    while starts:
        start = starts.pop()
        if _is_keyword_at(text, start):
            return True
        for end in _ends(text, start):
            if end < len(text) and end not in seen:
                seen.add(end)
                starts.append(end)
    return False


def _is_keyword_at(text: str, start: int) -> bool:
    """Tell whether the run of name characters here may hold the keyword, glued to its neighbours or not."""
    run = _RUN.match(text, start)
    if run is None or _VARIABLE_OR_TAG.match(text, start):
        return False
    head, _, local = run[0].lower().partition(":")
    # A local name goes on to its last letter, but never begins with a full stop.
    return _KEYWORD in head or re.search(rf"\.[^.]*{_KEYWORD}", local) is not None


def _ends(text: str, start: int) -> Iterator[int]:
    """Yield where each token that may begin here ends."""
    if text.startswith(_NEVER_CODE, start):
        return
    found = [match.end() for token in _TOKENS if (match := token.match(text, start))]
    yield from found
    if text[start] == "<" or not (found or text[start] in "\"'"):
        yield start + 1


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number < _UNICODE_END else escape[0]
