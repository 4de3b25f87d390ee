"""What cannot be on the day on which a document is read: an order that is dated after it.

No day on which something was read is in the data, so this is said to whoever reads the document and never stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .diagnostics import Diagnostic, diagnose

if TYPE_CHECKING:
    from datetime import date

    from .model import Standard

_OF_ORDER = ("order", "document-title", "approval")


def to_come(standard: Standard, today: date | None) -> tuple[Diagnostic, ...]:
    """Return the doubt about an order that is dated after `today`; none where no day is given."""
    day = standard.order.date
    if today is None or day is None or day <= today:
        return ()
    places = [one.place for group in _OF_ORDER for one in standard.passages if one.group == group]
    return (diagnose("order-in-future", places[0] if places else None, day=f"{day:%d.%m.%Y}"),)
