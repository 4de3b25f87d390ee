"""What a cell of SSSOM says: an identifier, a confidence, several values; what is wrong is refused with its row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import Message, RefusedError, excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+')
# No longer than what a float is printed with: what is written as 1e-9999999 has ten million zeros.
_NUMBER = re.compile(r"(?:\d{1,3}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_FINEST = Decimal("1e-18")  # what the decimals of the store hold
_BETWEEN = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Place:
    """A row of a file."""

    file: str
    row: int

    @property
    def message(self) -> Message:
        """Return how the place is named."""
        return Message(ru=f"{self.file}, строка {self.row}", en=f"{self.file}, row {self.row}")

    @property
    def before(self) -> Message:
        """Return how what is said of the place begins."""
        return Message(ru=f"{self.message.ru}: ", en=f"{self.message.en}: ")

    def refused(self, ru: str, en: str) -> RefusedError:
        """Return the refusal of what stands here."""
        return RefusedError(ru=f"{self.before.ru}{ru}", en=f"{self.before.en}{en}")


def expanded(text: str, prefixes: Mapping[str, str], place: Place) -> URIRef:
    """Return the IRI that an identifier means, which may be a whole one; raise `RefusedError` where it is none."""
    bare = text.removeprefix("<").removesuffix(">")
    prefix, _, local = bare.partition(":")
    is_whole = bare != text or local.startswith("//") or prefix == "urn"
    full = bare if is_whole else prefixes.get(prefix, "") + local
    if (is_whole or prefix in prefixes) and _IRI.fullmatch(full):
        return URIRef(full)
    raise place.refused(
        f"«{excerpt(text)}» — не IRI и не имя с известным префиксом; объявите его в curie_map или впишите IRI",
        f"«{excerpt(text)}» is neither an IRI nor a name with a known prefix; declare it in curie_map or write the IRI",
    )


def confidence_of(text: str, place: Place) -> Decimal:
    """Return a confidence from 0 to 1, a comma or a point in it; raise `RefusedError`."""
    value = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else Decimal(-1)
    if 0 <= value <= 1:
        return value.quantize(_FINEST).normalize()
    raise place.refused(
        f"уверенность «{excerpt(text)}» — не число от 0 до 1; исправьте её",
        f"the confidence «{excerpt(text)}» is no number from 0 to 1; mend it",
    )


def several(text: str) -> list[str]:
    """Return the values of a slot that may have several."""
    return [one.replace(r"\|", "|").strip() for one in _BETWEEN.split(text) if one.strip()]


def joined(value: str) -> str:
    """Return a value as the only one of such a slot."""
    return value.replace("|", r"\|")
