"""What a query may not be: so deeply nested that the engine's parser would exhaust its stack and the process die."""

from __future__ import annotations

from ..errors import UsageError

DEEPEST = 200  # brackets; the engine survives some hundreds, and dies at thousands (measured)


def refuse_deep(text: str) -> None:
    """Raise `UsageError` where brackets stand more than `DEEPEST` deep, those in texts and comments counted too."""
    depth = 0
    for letter in text:
        if letter in "{([":
            depth += 1
        elif letter in "})]":
            depth = max(0, depth - 1)
        if depth > DEEPEST:
            raise UsageError(
                ru=f"запрос вложен глубже {DEEPEST} скобок; упростите его",
                en=f"the query is nested more than {DEEPEST} brackets deep; simplify it",
            )
