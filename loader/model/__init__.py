"""What a standard says, as values: frozen dataclasses named by the registry's own terms."""

from .functions import (
    AdmissionCondition,
    ClassifierReference,
    EducationRequirement,
    ExperienceRequirement,
    GeneralizedWorkFunction,
    InheritanceReference,
    Item,
    ItemKind,
    JobTitle,
    MapEntry,
    Origin,
    OtherCharacteristic,
    ParticularWorkFunction,
    ReferenceKind,
    function_key,
)
from .order import ActCitation, Developer, Footnote, FootnoteMarker, Order, Passage
from .places import Place, SourceFile, WrittenCode
from .standard import NO_CODE, Standard

__all__ = [
    "NO_CODE",
    "ActCitation",
    "AdmissionCondition",
    "ClassifierReference",
    "Developer",
    "EducationRequirement",
    "ExperienceRequirement",
    "Footnote",
    "FootnoteMarker",
    "GeneralizedWorkFunction",
    "InheritanceReference",
    "Item",
    "ItemKind",
    "JobTitle",
    "MapEntry",
    "Order",
    "Origin",
    "OtherCharacteristic",
    "ParticularWorkFunction",
    "Passage",
    "Place",
    "ReferenceKind",
    "SourceFile",
    "Standard",
    "WrittenCode",
    "function_key",
]
