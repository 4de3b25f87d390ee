"""The whole that one order states about one professional standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .functions import ClassifierReference, GeneralizedWorkFunction, MapEntry, ParticularWorkFunction
    from .order import Developer, Footnote, Order, Passage
    from .places import SourceFile


# What stands for the code of an activity in a draft that has none yet; a standard without a code is not loaded.
NO_CODE = "00.000"


@dataclass(frozen=True)
class Standard:
    """Everything that one order states about one professional standard; `code` is that of the activity.

    `unmatched` are the entries of the functional map (section II) that are about no function of section III.
    """

    source: SourceFile
    order: Order
    code: str
    name: str
    registration_number: str | None
    activity: str | None
    purpose: str | None
    passages: tuple[Passage, ...]
    section_one: tuple[ClassifierReference, ...]
    functions: tuple[GeneralizedWorkFunction, ...]
    developers: tuple[Developer, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    unmatched: tuple[MapEntry, ...] = ()
    document_text: str = field(default="", repr=False)
    code_as_written: str = ""

    @property
    def particular_functions(self) -> Iterator[ParticularWorkFunction]:
        """Yield the particular work functions in the order of the document."""
        for generalized in self.functions:
            yield from generalized.functions
