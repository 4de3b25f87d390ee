"""An edition in the shape of ESCO: occupations, and the skills and knowledge that are essential for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import DCTERMS, SKOS
from .triples import ESCO, ISCO_GROUP, NACE, SKILL_TYPE, about, concept, links, scheme, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from .edition import Concept, Edition, Function

# In ESCO knowledge is a type of skill; an action of a standard is neither skill nor occupation.
_TYPES = {"skills": "skill", "knowledge": "knowledge"}


def to_esco(edition: Edition) -> Iterator[ox.Quad]:
    """Yield the edition as a scheme, its activity and generalised functions as occupations, its concepts as skills."""
    yield from scheme(edition.iri, edition.label, edition.code, edition.order_date)
    if edition.activity:
        yield from _activity(edition)
    for function in edition.functions:
        yield from _occupation(edition, function)
    for one in edition.concepts.values():
        if one.kind in _TYPES:
            yield from _skill(edition, one)


def _activity(edition: Edition) -> Iterator[ox.Quad]:
    iri = edition.activity
    yield from concept(iri, edition.activity_name, notation=edition.code, kind=str(ESCO.Occupation))
    yield from about(
        iri,
        [
            *texts(SKOS.altLabel, {edition.name} - {edition.activity_name}),
            *texts(DCTERMS.description, [edition.purpose]),
            *links(SKOS.topConceptOf, [edition.iri]),
        ],
    )
    yield from _classified(edition, iri, edition.classified_by)


def _occupation(edition: Edition, function: Function) -> Iterator[ox.Quad]:
    yield from concept(function.iri, function.name, notation=function.code, kind=str(ESCO.Occupation))
    titles = {row.text for row in function.rows if row.group == "title"} - {function.name}
    skills = [iri for group in _TYPES for iri in function.required.get(group, ())]
    above = links(SKOS.broader, [edition.activity]) if edition.activity else links(SKOS.topConceptOf, [edition.iri])
    yield from about(
        function.iri,
        [*texts(SKOS.altLabel, sorted(titles)), *above, *links(ESCO.relatedEssentialSkill, skills)],
    )
    for iri in skills:
        yield from about(iri, links(ESCO.isEssentialSkillFor, [function.iri]))
    yield from _classified(edition, function.iri, function.classified_by)


def _skill(edition: Edition, one: Concept) -> Iterator[ox.Quad]:
    yield from concept(one.iri, one.label, kind=str(ESCO.Skill))
    yield from about(
        one.iri,
        [
            *texts(SKOS.altLabel, one.spellings),
            *links(SKOS.inScheme, [edition.iri]),
            *links(ESCO.skillType, [SKILL_TYPE[_TYPES[one.kind]]]),
        ],
    )


def _classified(edition: Edition, iri: str, items: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield the groups that the codes prove: a code that may have become one of several groups proves none."""
    yield from about(iri, links(SKOS.inScheme, [edition.iri]))
    for item in (edition.items[one] for one in items if one in edition.items):
        groups = [match for match in item.matches if match.startswith(ISCO_GROUP)]
        branches = [match for match in item.matches if match.startswith(NACE)]
        if len(groups) == 1:
            yield from about(iri, links(ESCO.memberOfISCOGroup, groups))
        if len(branches) == 1:
            yield from about(iri, links(ESCO.hasNACECode, branches))
