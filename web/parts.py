"""Which part of a file a reader asks for (RFC 9110, 14): one, of the very file that the reader has begun to load."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# Longer numbers than any file has bytes are no numbers of bytes.
_ONE_PART = re.compile(r"bytes=(\d{1,15})?-(\d{1,15})?", re.ASCII)
_NAMES = ("HTTP_RANGE", "HTTP_IF_RANGE")


def with_one_part(environ: Mapping[str, Any], tag: str, size: int) -> dict[str, Any]:
    """Return the request as asking for at most one part; of several, or of another file, the whole is asked for."""
    others = {name: value for name, value in environ.items() if name not in _NAMES}
    asked = _ONE_PART.fullmatch(environ.get("HTTP_RANGE", "").strip())
    # A weak tag and a date do not promise equal bytes.
    if asked is None or environ.get("HTTP_IF_RANGE", f'"{tag}"') != f'"{tag}"':
        return others
    first, last = asked.groups()
    is_more_than_all = first is None and last is not None and int(last) > size
    return others | {"HTTP_RANGE": "bytes=0-" if is_more_than_all else asked[0]}
