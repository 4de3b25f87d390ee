"""What the engine says of a text that it does not evaluate, in words for whoever sent the text."""

from __future__ import annotations

import json
import re

from ..errors import Message, StoreError
from ..ontology.terms import PREFIXES
from .admission import CallFailedError, call_failed
from .protocol import QueryError

ENGINE_PREFIXES = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
_POSITION = re.compile(r"error at (\d+):(\d+)")
_CONTEXT = 40
# What the relay of federated queries says; the rest of the engine's message is the relay's own, secret address.
_RELAYED = re.compile(r"with payload:\s*(\{.*\})")


def malformed(what: Message, text: str, error: SyntaxError) -> QueryError:
    """Return the error for a text that the engine cannot read, with the place in it."""
    found = _POSITION.search(str(error))
    if found is None:
        return not_evaluated(what, error)
    line, column = int(found[1]), int(found[2])
    before = text.split("\n")[line - 1][: column - 1][-_CONTEXT:].strip()
    ru, en = (f"после «{before}»", f"after {before!r}") if before else ("в начале", "at the start")
    return QueryError(
        ru=f"{what.ru}, строка {line}, столбец {column}: ошибка {ru}",
        en=f"{what.en}, line {line}, column {column}: error {en}",
    )


def not_evaluated(what: Message, error: Exception) -> QueryError:
    """Return the error for a text that can be read, but not evaluated."""
    reason = first_line(error)
    return QueryError(ru=f"{what.ru} не выполнить: {reason}", en=f"{what.en} cannot be evaluated: {reason}")


def failed(what: Message, error: OSError | RuntimeError) -> QueryError | StoreError:
    """Return the error for a text under which the engine failed: that of the text, of an endpoint or of the store."""
    if relayed := _RELAYED.search(str(error)):
        return _not_called(relayed[1])
    if isinstance(error, RuntimeError) and not str(error).startswith("Corruption"):
        return not_evaluated(what, error)
    reason = first_line(error)
    return StoreError(
        ru=f"хранилище не ответило на {what.ru}: {reason}",
        en=f"the store did not answer {what.en}: {reason}",
    )


def first_line(error: Exception) -> str:
    """Return what an error says, without its further lines."""
    return str(error).partition("\n")[0]


def _not_called(payload: str) -> CallFailedError:
    told = json.loads(payload)
    return call_failed(Message(ru=told["ru"], en=told["en"]), told["status"])
