"""The form of a comparison: two lists of the loaded editions, and what is wrong with what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...queries.parameters import loaded_versions, resolve_standard
from ...store.protocol import table_of
from ..filling import sent_arguments
from ..offering import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...store.protocol import Store

SIDES = ("a", "b")
_LABELS = "SELECT ?version ?label WHERE { ?version a ps:StandardVersion ; rdfs:label ?label }"


@dataclass(frozen=True)
class Chosen:
    """What was chosen on each side, as editions are named; and what is wrong with it."""

    names: Mapping[str, str]
    faults: Mapping[str, UsageError]

    @property
    def is_whole(self) -> bool:
        """Tell whether there is an edition on each side."""
        return not self.faults and all(self.names.get(side) for side in SIDES)


def chosen(store: Store) -> Chosen:
    """Return what the address of the current request chooses; raise `UsageError` on fields that there are not."""
    given = sent_arguments()
    if unknown := [name for name in given if name not in SIDES]:
        raise UsageError(
            ru=f"{unknown[0]}: такого поля у сравнения нет; есть a и b — прежняя и новая редакция",
            en=f"{unknown[0]}: a comparison has no such field; it has a and b, the old edition and the new one",
        )
    versions = {str(one.iri): one.name for one in loaded_versions(store)}
    names, faults = dict(given), {}
    for side, name in given.items():
        try:
            names[side] = versions[str(resolve_standard(store, name))] if name else ""
        except UsageError as error:
            faults[side] = error
    return Chosen(names, faults)


def edition_list(store: Store) -> tuple[Choice, ...]:
    """Return the loaded editions as options, by code and date."""
    labels = {str(version): str(label) for version, label in table_of(store.query(_LABELS)).rows}
    return tuple(Choice(one.name, labels.get(str(one.iri), one.name), str(one.iri)) for one in loaded_versions(store))
