"""JSON that is nested too deep: the engine reads it by recursion, and ends with the process."""

from __future__ import annotations

import re

from ...errors import SourceError

_DEEPEST = 200
_SIGN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def refuse_deep_json(text: bytes, name: str) -> None:
    """Raise `SourceError`, with the line, where JSON is nested deeper than is read."""
    depth = 0
    for found in _SIGN.finditer(text):
        depth += _STEPS.get(found[0], 0)
        if depth > _DEEPEST:
            line = text.count(b"\n", 0, found.start()) + 1
            raise SourceError(
                ru=f"{name}, строка {line}: вложенность больше {_DEEPEST}; разверните JSON-LD (flattened)",
                en=f"{name}, line {line}: nested deeper than {_DEEPEST}; flatten the JSON-LD",
            )
