"""What the tests of the registry's XML share: the real cards, how one is built, and small cards of our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import build
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.loader.building import Built

NAMES = ("06.001-424n-2022.xml", "06.001-679n-2013.xml", "06.003-228n-2014.xml", "06.035-44n-2017.xml")
Writing = Callable[..., str]
Building = Callable[[str], "Built"]

FUNCTION = {
    "code": "A/01.5",
    "actions": "<LaborAction>Осмотр линии</LaborAction>",
    "skills": "<RequiredSkill>Осматривать линию</RequiredSkill>",
    "knowledge": "<NecessaryKnowledge>Устройство линии</NecessaryKnowledge>",
    "footnotes": "",
    "more": "",
}


@pytest.fixture(scope="session")
def corpus(corpus: Path) -> Path:
    """Return the folder of real cards."""
    return corpus / "registry-xml"


@pytest.fixture(scope="session")
def cards(corpus: Path) -> Mapping[str, Built]:
    """Return what was built of each real card, by the name of its file."""
    return {name: built((corpus / name).read_bytes(), name) for name in NAMES}


@pytest.fixture(scope="session")
def card() -> Writing:
    """Return what writes a small card with parts of it replaced."""
    return written


@pytest.fixture(scope="session")
def exporting() -> Callable[[int], bytes]:
    """Return what writes an export of that many standards, 40.001 and so on."""
    return exported


@pytest.fixture(scope="session")
def building() -> Building:
    """Return what builds a card from its text."""
    return lambda text: built(text.encode(), "карточка.xml")


def exported(count: int) -> bytes:
    """Return a card a standard, one a line, in one file."""
    one = written()
    begin, end = one.index("<ProfessionalStandart>"), one.index("</ProfessionalStandarts>")
    members = [one[begin:end].replace("40.001", f"40.{number:03}") for number in range(1, count + 1)]
    return (one[:begin] + "\n".join(members) + one[end:]).encode()


def built(data: bytes, name: str) -> Built:
    """Return the standard in a card with its graphs, without running the shapes of others."""
    return build(data, name, Minter(BASE))


def written(*functions: Mapping[str, str], **parts: str) -> str:
    """Return a card with these particular functions; `parts` are the contents of the elements of its other parts."""
    told = {
        "code": "40.001",
        "purpose": "Надёжная линия",
        "education": "",
        "titles": "",
        "plus": "",
        "outside": "",
    } | parts
    members = "".join(_function(FUNCTION | dict(one)) for one in functions or ({},))
    return (
        '<?xml version="1.0" encoding="utf-8"?><XMLCardInfo><ProfessionalStandarts><ProfessionalStandart>'
        "<NameProfessionalStandart>Линейщик</NameProfessionalStandart><RegistrationNumber>7</RegistrationNumber>"
        "<OrderNumber>12н</OrderNumber><DateOfApproval>03.02.2020</DateOfApproval>"
        "<FirstSection><KindProfessionalActivity>Работа на линии</KindProfessionalActivity>"
        f"<CodeKindProfessionalActivity>{told['code']}</CodeKindProfessionalActivity>"
        f"<PurposeKindProfessionalActivity>{told['purpose']}</PurposeKindProfessionalActivity></FirstSection>"
        "<ThirdSection><WorkFunctions><GeneralizedWorkFunctions><GeneralizedWorkFunction>"
        "<CodeOTF>A</CodeOTF><NameOTF>Обслуживание</NameOTF><LevelOfQualification>5</LevelOfQualification>"
        f"<PossibleJobTitles>{told['titles']}</PossibleJobTitles>"
        f"<EducationalRequirements>{told['education']}</EducationalRequirements>{told['plus']}"
        f"<ParticularWorkFunctions>{members}</ParticularWorkFunctions></GeneralizedWorkFunction>"
        f"</GeneralizedWorkFunctions></WorkFunctions></ThirdSection>{told['outside']}"
        "</ProfessionalStandart></ProfessionalStandarts></XMLCardInfo>"
    )


def _function(part: Mapping[str, str]) -> str:
    return (
        f"<ParticularWorkFunction><CodeTF>{part['code']}</CodeTF><NameTF>Осмотр</NameTF>"
        f"<SubQualification>5</SubQualification><LaborActions>{part['actions']}</LaborActions>"
        f"<RequiredSkills>{part['skills']}</RequiredSkills><NecessaryKnowledges>{part['knowledge']}</NecessaryKnowledges>"
        f"<ListFootnes>{part['footnotes']}</ListFootnes>{part['more']}</ParticularWorkFunction>"
    )
