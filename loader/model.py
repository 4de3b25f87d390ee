"""What a standard says, as values: frozen dataclasses named by the registry's own terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

ItemKind = Literal["action", "skill", "knowledge"]
ReferenceKind = Literal["skill", "knowledge"]
Script = Literal["Latin", "Cyrillic", "mixed"]


def function_key(code: str, occurrence: int = 1) -> str:
    """Return the key of a function within its standard: its code, with `~n` from the second occurrence on."""
    return code if occurrence == 1 else f"{code}~{occurrence}"


@dataclass(frozen=True)
class Place:
    """Lines of a text source, counted from 1; `paragraph` is the n-th paragraph of a line that holds several."""

    lines: tuple[int, ...]
    paragraph: int | None = None

    @property
    def first(self) -> int:
        """Return the first line."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Return the last line."""
        return self.lines[-1]

    def __lt__(self, other: Place) -> bool:
        """Order by lines; a whole line stands before its paragraphs."""
        return (self.lines, self.paragraph or 0) < (other.lines, other.paragraph or 0)

    def __add__(self, other: Place) -> Place:
        return Place(tuple(sorted({*self.lines, *other.lines})))


@dataclass(frozen=True)
class SourceFile:
    """The file that a standard was read from."""

    name: str
    sha256: str
    byte_count: int
    line_count: int
    encoding: str
    provider: str | None = None
    saved_on: dt.date | None = None


@dataclass(frozen=True)
class WrittenCode:
    """A function's code: normalised to Latin, and as it is written in one place."""

    normal: str
    as_written: str
    place: Place

    @property
    def script(self) -> Script:
        """Return the alphabet of the letters that are written."""
        letters = {"Latin" if letter.isascii() else "Cyrillic" for letter in self.as_written if letter.isalpha()}
        return "mixed" if len(letters) > 1 else "Cyrillic" if "Cyrillic" in letters else "Latin"


@dataclass(frozen=True)
class ActCitation:
    """A normative act named in running text; `issuer` is its key in `acts.ISSUERS`."""

    issuer: str
    number: str
    date: dt.date


@dataclass(frozen=True)
class Passage:
    """A verbatim passage of the order or of section I; `group` says what it is."""

    group: str
    text: str
    place: Place
    cites: tuple[ActCitation, ...] = ()
    cited_point: str | None = None


@dataclass(frozen=True)
class Order:
    """The order that approves the standard, and its registration by the Ministry of Justice."""

    issuer: str | None
    number: str | None
    date: dt.date | None
    title: str | None
    registration_number: str | None
    registration_date: dt.date | None
    signatory_position: str | None
    signatory: str | None


@dataclass(frozen=True)
class Footnote:
    """A footnote and the places where its marker stands."""

    number: int
    text: str
    place: Place
    markers: tuple[FootnoteMarker, ...] = ()
    cites: tuple[ActCitation, ...] = ()


@dataclass(frozen=True)
class FootnoteMarker:
    """One marker `<n>`; `attached_to` says in words what it stands at."""

    number: int
    attached_to: str
    place: Place


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
    """A function as section II, the functional map, lists it."""

    code: WrittenCode
    name: str
    level: int | None
    place: Place


@dataclass(frozen=True)
class ParticularWorkFunction:
    """A particular work function (трудовая функция); `occurrence` counts repetitions of its code."""

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


@dataclass(frozen=True)
class Developer:
    """An organisation that made the standard: the responsible one, or the n-th of the others."""

    name: str
    responsible: bool
    ordinal: int
    place: Place
    head_position: str | None = None
    head_name: str | None = None


@dataclass(frozen=True)
class Standard:
    """Everything that one order states about one professional standard."""

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
    document_text: str = field(default="", repr=False)

    @property
    def particular_functions(self) -> Iterator[ParticularWorkFunction]:
        """Yield the particular work functions in the order of the document."""
        for generalized in self.functions:
            yield from generalized.functions

    def code_forms(self) -> tuple[WrittenCode, ...]:
        """Return every occurrence of a function code, by line and spelling."""
        functions: list[GeneralizedWorkFunction | ParticularWorkFunction]
        functions = [*self.functions, *self.particular_functions]
        forms = [function.code for function in functions]
        forms += [function.map_entry.code for function in functions if function.map_entry]
        forms += [reference.code for function in self.particular_functions for reference in function.references]
        return tuple(sorted(forms, key=lambda form: (form.place.first, form.as_written)))
