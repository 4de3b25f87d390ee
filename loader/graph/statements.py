"""The triples of what functions state: requirements, items and references to other functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import PS
from ..dashes import DASHES
from .context import described, russian, statement
from .references import footnote_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from ...store.protocol import Triple
    from ..model import (
        AdmissionCondition,
        EducationRequirement,
        ExperienceRequirement,
        GeneralizedWorkFunction,
        InheritanceReference,
        Item,
        ItemKind,
        JobTitle,
        OtherCharacteristic,
    )
    from .context import Context, Values

    Requirement = JobTitle | EducationRequirement | ExperienceRequirement | AdmissionCondition

GROUPS: dict[ItemKind, str] = {"action": "actions", "skill": "skills", "knowledge": "knowledge"}
_STATEMENTS = {
    "action": (PS.LaborActionStatement, PS.statesAction),
    "skill": (PS.SkillStatement, PS.statesSkill),
    "knowledge": (PS.KnowledgeStatement, PS.statesKnowledge),
}
_INHERITS = {"skill": PS.inheritsSkillsFrom, "knowledge": PS.inheritsKnowledgeFrom}


def other_triples(context: Context, owner: URIRef, number: int, other: OtherCharacteristic) -> Iterator[Triple]:
    """Yield the row of other characteristics; «-» is kept as written and says that there are none."""
    iri = context.minter.part(owner, "other", number)
    yield owner, PS.states, iri
    yield from statement(context, iri, PS.OtherCharacteristic, "other", number, other.as_written, other.place)
    yield from described(iri, {PS.statesNone: other.text is None or None, **_footnoted(context, other.footnote)})


def requirement_triples(context: Context, owner: URIRef, function: GeneralizedWorkFunction) -> Iterator[Triple]:
    """Yield the job titles, education, experience and admission conditions of a generalised function."""
    for title in function.job_titles:
        yield from _requirement(context, owner, "title", PS.JobTitleStatement, title, {})
    for education in function.education:
        extras: Values = {
            PS.educationLevel: education.level,
            PS.educationProgramme: russian(education.programme) if education.programme else None,
            **_footnoted(context, education.footnote),
        }
        yield from _requirement(context, owner, "education", PS.EducationRequirement, education, extras)
    for experience in function.experience:
        extras = {
            PS.minExperienceMonths: experience.min_months,
            PS.experienceArea: russian(experience.area) if experience.area else None,
            **_footnoted(context, experience.footnote),
        }
        yield from _requirement(context, owner, "experience", PS.ExperienceRequirement, experience, extras)
    for condition in function.admission:
        extras = _footnoted(context, condition.footnote)
        yield from _requirement(context, owner, "admission", PS.AdmissionCondition, condition, extras)


def _requirement(
    context: Context, owner: URIRef, group: str, kind: URIRef, requirement: Requirement, extras: Values
) -> Iterator[Triple]:
    iri = context.minter.part(owner, group, requirement.ordinal)
    yield owner, PS.states, iri
    yield from statement(context, iri, kind, group, requirement.ordinal, requirement.text, requirement.place)
    yield from described(iri, {PS.statesNone: requirement.text in DASHES or None, **extras})


def item_triples(context: Context, owner: URIRef, item: Item) -> Iterator[Triple]:
    """Yield a labour action, a skill or an item of knowledge."""
    kind, states = _STATEMENTS[item.kind]
    iri = context.minter.part(owner, item.kind, item.ordinal)
    yield owner, PS.states, iri
    yield owner, states, iri
    yield from statement(context, iri, kind, GROUPS[item.kind], item.position, item.text, item.place)
    extras = {PS.ordinal: item.ordinal, PS.expressesConcept: context.minter.concept(item.kind, item.text)}
    yield from described(iri, {**extras, **_footnoted(context, item.footnote)})


def reference_triples(context: Context, owner: URIRef, reference: InheritanceReference) -> Iterator[Triple]:
    """Yield the row as a node and, where its target is known, the direct property beside it."""
    iri = context.minter.part(owner, f"ref-{reference.kind}", reference.ordinal)
    target = context.minter.function(context.version, reference.target) if reference.target else None
    group = GROUPS[reference.group]
    yield owner, PS.states, iri
    yield owner, PS.statesReference, iri
    yield from statement(
        context, iri, PS.InheritanceReference, group, reference.position, reference.text, reference.place
    )
    extras = {
        PS.ordinal: reference.ordinal,
        PS.code: reference.code.normal or None,
        PS.codeAsWritten: reference.code.as_written or None,
        PS.referredGroup: GROUPS[reference.kind],
        PS.quotedName: russian(reference.quoted_name) if reference.quoted_name else None,
        PS.refersToFunction: target,
    }
    yield from described(iri, extras)
    if target is not None:
        yield owner, _INHERITS[reference.kind], target


def _footnoted(context: Context, footnote: int | None) -> Values:
    return {PS.refersToFootnote: footnote_iri(context, footnote)}
