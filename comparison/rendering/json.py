"""A comparison as JSON: every change with its row in both editions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from .records import records

if TYPE_CHECKING:
    from ..changes import Comparison
    from ..edition import Edition, Row

FORMAT = 1


def to_json(comparison: Comparison) -> str:
    """Return the comparison as a JSON document."""
    document = {
        "format": FORMAT,
        "old": _edition(comparison.old),
        "new": _edition(comparison.new),
        "notes": comparison.notes,
        "counts": comparison.counts,
        "changes": [
            {
                "kinds": one.change.kinds,
                "what": one.change.row.kind,
                "old": _row(one.change.old),
                "new": _row(one.change.new),
            }
            for one in records(comparison)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _edition(edition: Edition) -> dict[str, str]:
    return {"name": edition.name, "label": edition.label, "iri": edition.iri}


def _row(row: Row | None) -> dict[str, object] | None:
    """Return where the row stands and what it says; None where there is none."""
    return asdict(row) if row else None
