"""Generalised and particular work functions, and what they state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .places import Place, WrittenCode

ItemKind = Literal["action", "skill", "knowledge"]
ReferenceKind = Literal["skill", "knowledge"]


def function_key(code: str, occurrence: int = 1) -> str:
    """Return the key of a function within its standard: its code, with `~n` from the second occurrence on."""
    return code if occurrence == 1 else f"{code}~{occurrence}"


@dataclass(frozen=True)
class ClassifierReference:
    """A code and a name as the standard writes them; which edition they belong to is decided later."""

    classifier: str
    code: str | None
    code_as_written: str
    name: str
    position: int
    place: Place
    row: int | None = None
    column: int | None = None
    titles: tuple[str, ...] = ()
    footnote: int | None = None


@dataclass(frozen=True)
class Origin:
    """Whether a function is original or borrowed, and from where."""

    original: bool
    mark: str
    borrowed_from_code: str | None
    borrowed_from_registration_number: str | None
    place: Place


@dataclass(frozen=True)
class JobTitle:
    """One possible job title."""

    ordinal: int
    text: str
    place: Place


@dataclass(frozen=True)
class EducationRequirement:
    """One education requirement; `level` and `programme` are None where the text does not say them."""

    ordinal: int
    text: str
    level: str | None
    programme: str | None
    place: Place
    footnote: int | None = None


@dataclass(frozen=True)
class ExperienceRequirement:
    """One experience requirement; `min_months` is None where no number can be read."""

    ordinal: int
    text: str
    min_months: int | None
    area: str | None
    place: Place
    footnote: int | None = None


@dataclass(frozen=True)
class AdmissionCondition:
    """One special condition of admission to work."""

    ordinal: int
    text: str
    place: Place
    footnote: int | None = None


@dataclass(frozen=True)
class Item:
    """A labour action, a skill or an item of knowledge; `position` counts all rows of its group."""

    kind: ItemKind
    ordinal: int
    position: int
    text: str
    place: Place
    footnote: int | None = None


@dataclass(frozen=True)
class InheritanceReference:
    """The row that says: the skills or knowledge corresponding to another function.

    `kind` is what the text names, `group` the rows it stands among; `target` is the key of the function meant.
    """

    kind: ReferenceKind
    group: ItemKind
    ordinal: int
    position: int
    text: str
    code: WrittenCode
    quoted_name: str | None
    place: Place
    target: str | None = None

    @property
    def resolved(self) -> bool:
        """Tell whether the function that the row names is in the standard."""
        return self.target is not None


@dataclass(frozen=True)
class OtherCharacteristic:
    """The row of other characteristics; `text` is None where «-» says that there are none."""

    text: str | None
    as_written: str
    place: Place
    footnote: int | None = None


@dataclass(frozen=True)
class MapEntry:
    """A function as section II, the functional map, lists it; `level_as_written` is what stands there for a level."""

    code: WrittenCode
    name: str
    level: int | None
    place: Place
    level_as_written: str | None = None


@dataclass(frozen=True)
class ParticularWorkFunction:
    """A particular work function (трудовая функция); `occurrence` counts repetitions of its code.

    `level_as_written` is what stands in the place of a level where no level can be read.
    """

    code: WrittenCode
    number: str
    name: str
    level: int | None
    place: Place
    origin: Origin | None = None
    actions: tuple[Item, ...] = ()
    skills: tuple[Item, ...] = ()
    knowledge: tuple[Item, ...] = ()
    references: tuple[InheritanceReference, ...] = ()
    other: tuple[OtherCharacteristic, ...] = ()
    map_entry: MapEntry | None = None
    occurrence: int = 1
    level_as_written: str | None = None

    @property
    def key(self) -> str:
        """Return the code, with `~n` from its second occurrence on."""
        return function_key(self.code.normal, self.occurrence)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the actions, skills and knowledge."""
        return self.actions + self.skills + self.knowledge


@dataclass(frozen=True)
class GeneralizedWorkFunction:
    """A generalised work function (обобщенная трудовая функция) with its requirements."""

    code: WrittenCode
    number: str
    name: str
    level: int | None
    place: Place
    origin: Origin | None = None
    job_titles: tuple[JobTitle, ...] = ()
    education: tuple[EducationRequirement, ...] = ()
    experience: tuple[ExperienceRequirement, ...] = ()
    admission: tuple[AdmissionCondition, ...] = ()
    other: tuple[OtherCharacteristic, ...] = ()
    references: tuple[ClassifierReference, ...] = ()
    functions: tuple[ParticularWorkFunction, ...] = ()
    map_entry: MapEntry | None = None
    occurrence: int = 1
    level_as_written: str | None = None

    @property
    def key(self) -> str:
        """Return the code, with `~n` from its second occurrence on."""
        return function_key(self.code.normal, self.occurrence)
