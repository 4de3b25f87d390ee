"""The dataset that the protocol gives an update, written into its text: the engine takes it from nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import UsageError
from ..convert import to_ox_iri
from ..tokens import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACE = re.compile(r"[{}]")


def with_using(text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """Return the update with USING before each of its patterns; raise `UsageError` where it has a dataset itself."""
    if not default_graphs and not named_graphs:
        return text
    clauses = [f"USING {to_ox_iri(graph)}" for graph in default_graphs]
    clauses += [f"USING NAMED {to_ox_iri(graph)}" for graph in named_graphs]
    return "".join(_rewritten(text, " ".join(clauses)))


def _rewritten(text: str, using: str) -> Iterator[str]:
    """Yield the pieces of the text; `DELETE WHERE { … }` becomes `DELETE { … } USING … WHERE { … }`."""
    done, before = 0, ""
    for start, word in _outer_words(text):
        if word in {"USING", "WITH"}:
            raise _two_datasets(word)
        if word == "WHERE":
            yield text[done:start]
            yield f"{_group(text, start) if before == 'DELETE' else ''} {using} "
            done = start
        before = word
    yield text[done:]


def _outer_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words outside of braces, and a brace that opens a group there as `{`."""
    depth = 0
    for start, word in _tokens(text):
        if word == "{":
            depth += 1
        if depth == 0 or (word == "{" and depth == 1):
            yield start, word
        if word == "}":
            depth -= 1


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Yield words and braces with their places; strings, IRIs, names and comments are passed over."""
    position = 0
    while position < len(text):
        if brace := _BRACE.match(text, position):
            yield position, brace[0]
            position += 1
            continue
        found = TOKEN.match(text, position)
        if found is None and text.startswith("\\u", position):
            raise UsageError(
                ru="обновление: с using-graph-uri буквы вне строк и IRI пишите сами, не как \\u…",
                en="the update: with using-graph-uri, write letters outside strings and IRIs as they are, not as \\u…",
            )
        if found and found["word"]:
            yield position, found["word"].upper()
        position = found.end() if found and found.end() > position else position + 1


def _group(text: str, where: int) -> str:
    """Return the group in braces after WHERE."""
    depth, opened = 0, where
    for start, word in _tokens(text[where:]):
        if word == "{":
            opened = where + start if depth == 0 else opened
            depth += 1
        if word == "}":
            depth -= 1
            if depth == 0:
                return text[opened : where + start + 1]
    return ""


def _two_datasets(word: str) -> UsageError:
    return UsageError(
        ru=f"обновление: {word} в тексте и using-graph-uri в запросе исключают друг друга; оставьте одно",
        en=f"the update: {word} in the text and using-graph-uri of the request exclude each other; keep one",
    )
