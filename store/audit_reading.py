"""What the audit log tells of a graph: when it was written last, and by whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def last_written(log: Path, graph: str, what: str) -> str | None:
    """Return the moment of the last write of this purpose that names the graph; None where the log has none."""
    found = None
    try:
        with log.open(encoding="utf-8") as lines:
            for line in lines:
                if graph in line:
                    found = _moment(line, graph, what) or found
    except OSError:
        return None
    return found


def _moment(line: str, graph: str, what: str) -> str | None:
    try:
        told = json.loads(line)
    except ValueError:
        # What somebody edited, or a full disk cut off.
        return None
    is_it = told.get("outcome") == "done" and told.get("what") == what and graph in told.get("graphs", ())
    return str(told["when"]) if is_it else None
