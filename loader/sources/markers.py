"""Numbers of footnotes as a reader writes them into a text: `<1>`."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*<?\s*([0-9]{1,3})\s*[>.)]?\s*")
# Squares and cubes: after a unit or a single letter a raised number is a power.
_UNIT = re.compile(r"(?:^|[^а-яёa-z])(?:[кдсм]?м|[a-zа-яё])\s*$", re.IGNORECASE)


def marker_of(raised: str, before: str) -> str | None:
    """Return the marker that a raised text is after the text `before`; None where it is none, as in «м²»."""
    found = _NUMBER.fullmatch(raised)
    return f"<{found[1]}>" if found and not _UNIT.search(before) else None
