"""A diagnostic: what was repaired, noted, doubted or refused in a document, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .diagnostic_rules import RULES

if TYPE_CHECKING:
    from ..errors import Message
    from .diagnostic_rules import Severity
    from .model import Place


@dataclass(frozen=True)
class Diagnostic:
    """One finding: the code of its rule, the values of its sentence, its place in the source."""

    code: str
    place: Place | None
    values: tuple[tuple[str, str], ...]

    @property
    def severity(self) -> Severity:
        """Return how much the finding matters."""
        return RULES[self.code].severity

    @property
    def message(self) -> Message:
        """Return what was found and what to do, in both languages."""
        return RULES[self.code].text.filled(**dict(self.values))


def diagnose(code: str, place: Place | None, /, **values: object) -> Diagnostic:
    """Return the diagnostic of the rule `code`; raise `KeyError` on an unknown rule or a missing value."""
    finding = Diagnostic(code, place, tuple((name, str(value)) for name, value in values.items()))
    RULES[code].text.filled(**dict(finding.values))
    return finding
