"""What a card of the registry may hold: everything else is found and kept, never dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ....errors import RefusedError
from .detection import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .elements import Element

CARD = "ProfessionalStandart"
CLASSIFIERS = ("OKZ", "OKVED", "EKS", "ETKS", "OKPDTR", "OKSO", "OKSVNK")


@dataclass(frozen=True)
class _Content:
    """The children that an element may have: once, or any number of times."""

    once: frozenset[str] = frozenset()
    often: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sifted:
    """A card with the elements that are known, and those that are not."""

    card: Element
    strays: tuple[Element, ...]


def _once(*tags: str) -> _Content:
    return _Content(once=frozenset(tags))


def _often(*tags: str) -> _Content:
    return _Content(often=frozenset(tags))


# Lists of values: an own text of theirs is a value, too.
VALUES = frozenset(
    {
        "PossibleJobTitles", "EducationalRequirements", "RequirementsWorkExperiences",
        "SpecialConditionsForAdmissionToWork", "OtherCharacteristics",
        "LaborActions", "RequiredSkills", "NecessaryKnowledges",
    }
)  # fmt: skip
_LISTS = tuple(f"List{key}" for key in CLASSIFIERS)
_CONTENTS = MappingProxyType(
    {
        "XMLCardInfo": _once("ProfessionalStandarts"),
        "ProfessionalStandarts": _once(CARD),
        CARD: _once(
            "NameProfessionalStandart", "RegistrationNumber", "OrderNumber", "DateOfApproval",
            "FirstSection", "ThirdSection", "FourthSection",
        ),
        "FirstSection": _once(
            "KindProfessionalActivity", "CodeKindProfessionalActivity", "PurposeKindProfessionalActivity",
            "EmploymentGroup",
        ),
        "EmploymentGroup": _once("ListOKZ", "ListOKVED"),
        "ThirdSection": _once("WorkFunctions"),
        "WorkFunctions": _once("GeneralizedWorkFunctions"),
        "GeneralizedWorkFunctions": _often("GeneralizedWorkFunction"),
        "GeneralizedWorkFunction": _once(
            "CodeOTF", "NameOTF", "LevelOfQualification", "PossibleJobTitles", "EducationalRequirements",
            "RequirementsWorkExperiences", "SpecialConditionsForAdmissionToWork", "OtherCharacteristics",
            "OtherCharacteristicPlus", "ParticularWorkFunctions", "ListFootnes",
        ),
        "PossibleJobTitles": _often("PossibleJobTitle"),
        "EducationalRequirements": _often("EducationalRequirement"),
        "RequirementsWorkExperiences": _often("RequirementsWorkExperience"),
        "SpecialConditionsForAdmissionToWork": _often("SpecialConditionForAdmissionToWork"),
        "OtherCharacteristicPlus": _once(*_LISTS),
        "ParticularWorkFunctions": _often("ParticularWorkFunction"),
        "ParticularWorkFunction": _once(
            "CodeTF", "NameTF", "SubQualification", "LaborActions", "RequiredSkills", "NecessaryKnowledges",
            "OtherCharacteristics", "ListFootnes",
        ),
        "LaborActions": _often("LaborAction"),
        "RequiredSkills": _often("RequiredSkill"),
        "NecessaryKnowledges": _often("NecessaryKnowledge"),
        "FourthSection": _once("ResponsibleDeveloper", "OrganizationDevelopers"),
        "OrganizationDevelopers": _often("OrganizationDeveloper"),
        **{f"List{key}": _often(f"Unit{key}") for key in CLASSIFIERS},
        **{f"Unit{key}": _once(f"Code{key}", f"Name{key}") for key in CLASSIFIERS},
    }
)  # fmt: skip
# Two elements stand within one of their own name: there their content is another.
_OTHERS = _often("OtherCharacteristics", "OtherCharacteristic")
_DEVELOPER = _Content(frozenset({"ThePositionOfHead", "TheFullNameOfTheHead"}), frozenset({"ResponsibleDeveloper"}))
_NESTED = MappingProxyType({"OtherCharacteristics": _OTHERS, "ResponsibleDeveloper": _DEVELOPER})
_LEAF = _Content()
_FREE = frozenset({"ListFootnes"})  # no card with footnotes is known, so nothing is known of their form


def sifted(root: Element, name: str) -> Sifted:
    """Return the card in a file that holds one; raise `RefusedError` where there is none."""
    if root.tag not in ROOTS:
        raise RefusedError(
            ru=f"{name}: XML, но не карточка профстандарта: корневой элемент <{root.tag}>; укажите выгрузку реестра",
            en=f"{name}: XML, but no card of a standard: the root element is <{root.tag}>; name a registry export",
        )
    count = sum(one.tag == CARD for one in _within(root))
    if count > 1:
        raise RefusedError(
            ru=f"{name}: в файле стандартов: {count}; проверьте его командой profgraph validate или разделите",
            en=f"{name}: the file holds {count} standards; check it with profgraph validate, or divide it",
        )
    strays: list[Element] = []
    whole = _known(root, "", strays)
    card = next((one for one in _within(whole) if one.tag == CARD), None)
    if card is None:
        raise RefusedError(
            ru=f"{name}: в выгрузке реестра нет ни одного стандарта (<{CARD}>); скачайте её заново",
            en=f"{name}: the export of the registry holds no standard (<{CARD}>); download it again",
        )
    return Sifted(card, tuple(strays))


def leaves(element: Element) -> Iterator[Element]:
    """Yield what says something in an element: itself and all within it that have a text."""
    for one in _within(element):
        if one.text.strip():
            yield one


def _known(element: Element, parent: str, strays: list[Element]) -> Element:
    """Return the element with its known children; the others go to `strays`."""
    content = _content(element.tag, parent)
    kept: list[Element] = []
    seen: set[str] = set()
    for child in element.children:
        if element.tag in _FREE or child.tag in content.often or (child.tag in content.once and child.tag not in seen):
            kept.append(child if element.tag in _FREE else _known(child, element.tag, strays))
            seen.add(child.tag)
        else:
            strays.append(child)
    is_value = content == _LEAF or (element.tag in VALUES and not kept)
    if element.text.strip() and not is_value:
        strays.append(element.part("text", element.text))
    if element.attributes:
        strays.append(element.part("attributes", " ".join("=".join(one) for one in element.attributes)))
    return replace(element, children=tuple(kept))


def _content(tag: str, parent: str) -> _Content:
    if tag in _NESTED:
        return _LEAF if parent == tag else _NESTED[tag]
    return _CONTENTS.get(tag, _LEAF)


def _within(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _within(child)
