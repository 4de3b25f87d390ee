"""A card as the official layout has it: the paragraphs and rows from which every standard is recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...diagnostics import diagnose
from ..document import Paragraph, Row, Span
from .card import leaves
from .functions import footnotes, function_blocks, unit_rows
from .values import code, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...diagnostics import Diagnostic
    from ..document import Block
    from .card import Sifted
    from .elements import Element


def laid_out(sifted: Sifted, findings: list[Diagnostic], *, swapped: bool) -> tuple[Block, ...]:
    """Return the blocks of a card; a heading stands where the element begins that it is the heading of.

    What is not known has rows of its own before the first function: there nothing else is taken from rows.
    """
    card = sifted.card
    notes = list(footnotes(card))
    return (
        *_paragraphs((code(card.child("OrderNumber")), code(card.child("DateOfApproval")))),
        _heading("Профессиональный стандарт", card),
        *_paragraphs((value(card.child("NameProfessionalStandart"), findings),)),
        *_paragraphs((value(card.child("RegistrationNumber"), findings),)),
        *_general(card, findings),
        _heading("III. Характеристика обобщенных трудовых функций", card),
        *_unknown(sifted.strays, findings),
        *(Row(((Span(text, one.place),),), after_break=False) for one, number, text in notes if number is None),
        *function_blocks(card, findings, swapped=swapped),
        *_developers(card, findings),
        *(Paragraph((Span(f"<{number}> {text}", one.place),)) for one, number, text in notes if number is not None),
    )


def _paragraphs(spans: Iterable[Span | None]) -> Iterator[Paragraph]:
    """Yield one paragraph of the texts that there are, each a line of it."""
    found = tuple(span for span in spans if span)
    if found:
        yield Paragraph(found)


def _heading(text: str, element: Element) -> Paragraph:
    return Paragraph((Span(text, element.place),))


def _general(card: Element, findings: list[Diagnostic]) -> Iterator[Block]:
    section = card.child("FirstSection")
    if section is None:
        return
    employment = section.child("EmploymentGroup") or section
    yield _heading("I. Общие сведения", section)
    yield from _paragraphs((value(section.child("KindProfessionalActivity"), findings),))
    yield from _paragraphs((code(section.child("CodeKindProfessionalActivity")),))
    yield _heading("Основная цель вида профессиональной деятельности:", section)
    yield from _paragraphs((value(section.child("PurposeKindProfessionalActivity"), findings),))
    yield _heading("Группа занятий:", section)
    yield from unit_rows(employment.child("ListOKZ"), findings, labelled=False)
    yield _heading("Отнесение к видам экономической деятельности:", section)
    yield from unit_rows(employment.child("ListOKVED"), findings, labelled=False)


def _developers(card: Element, findings: list[Diagnostic]) -> Iterator[Block]:
    section = card.child("FourthSection")
    # XML that ends well is whole: without this section, too, it is no document that was cut.
    yield _heading("IV. Сведения об организациях - разработчиках профессионального стандарта", section or card)
    if section is None:
        return
    yield _heading("4.1. Ответственная организация-разработчик", section)
    if responsible := section.child("ResponsibleDeveloper"):
        names = [value(one, findings) for one in responsible.all("ResponsibleDeveloper")]
        yield from (Row(((name,),), after_break=False) for name in names if name)
        position = value(responsible.child("ThePositionOfHead"), findings)
        head = value(responsible.child("TheFullNameOfTheHead"), findings)
        if position and head:
            yield Row(((position,), (head,)), after_break=False)
        else:
            yield from _paragraphs((position or head,))
    yield _heading("4.2. Наименования организаций-разработчиков", section)
    others = section.child("OrganizationDevelopers")
    for name in (value(one, findings) for one in (others.children if others else ())):
        if name:
            yield Row(((name,),), after_break=False)


def _unknown(strays: Iterable[Element], findings: list[Diagnostic]) -> Iterator[Row]:
    for stray in strays:
        findings.append(diagnose("element-unknown", stray.place, element=stray.place.path or stray.tag))
        for one in leaves(stray):
            yield Row(((Span(" ".join(one.text.split()), one.place),),), after_break=False)
