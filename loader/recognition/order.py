"""Reads what stands before section I: the order, its registration, its signature, the title of the standard."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import Order, Passage
from ..sources.document import Paragraph
from .acts import DATE, NUMBER, citations, cited_point, issuer_key, parse_date
from .captions import CAPTION, GROUP, read_captions
from .unrecognised import keep_unrecognised
from .validity import continues, read_term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ..model import Place
    from ..sources.document import Block

_CARD_NUMBER = r"[0-9]+\s?-?[а-я]{0,2}"
# A paragraph belongs to the first group whose pattern its folded text matches.
_GROUPS = (
    ("running-header", re.compile(r"консультантплюс( надежная правовая поддержка)?|документ предоставлен.*")),
    ("running-header", re.compile(r"(https?://)?www\.consultant\.ru|дата сохранения:.*")),
    ("editor-caption", re.compile(r"консультантплюс: примечание\.?")),
    (GROUP, CAPTION),
    ("document-title", re.compile(r"приказ \S.* от .* (n|№) .*об утверждении .*")),
    ("registration", re.compile(r"\(?зарегистрирован.* в минюсте .*")),
    ("issuer", re.compile(r"министерство [^.]* российской федерации")),
    ("order", re.compile(rf"приказ от {DATE} {NUMBER}", re.IGNORECASE)),
    ("order", re.compile(rf"{_CARD_NUMBER}\s+{DATE}", re.IGNORECASE)),
    ("order-title", re.compile(r"об? утверждении профессионального стандарта.*")),
    ("legal-basis", re.compile(r"(в соответствии с|на основании) .*приказываю:?")),
    ("operative", re.compile(r"(1\. )?утвердить прилагаемый профессиональный стандарт.*")),
    ("approval", re.compile(r"утвержден[ао]? приказом .*")),
    ("signatory", re.compile(r"(и\. ?о\. )?(первый )?(заместитель )?министр.*")),
    ("provision", re.compile(r"\d+\. .*|признать утратившим.*|настоящий приказ .*")),
)
_ISSUED = re.compile(rf"приказ\s+от\s+({DATE})\s*{NUMBER}", re.IGNORECASE)
# A card of the registry has the number and the date alone.
_ISSUED_IN_CARD = re.compile(rf"(?P<number>{_CARD_NUMBER})\s+(?P<day>{DATE})", re.IGNORECASE)
_REGISTERED = re.compile(rf"зарегистрирован\w*\s+в\s+Минюсте\s+России\s+({DATE})\s*(?:N|№)\s*(\d+)", re.IGNORECASE)
_TITLE = re.compile(r"[\"«](об утверждении .*[\"»])\s*(?:\(|$)", re.IGNORECASE)
_CONTENTS = re.compile(r"содержание$|содержание .*\.{4}|.*\.{4}")
_NAME = re.compile(r"профессиональный стандарт\s+[\"«](.+)[\"»]", re.IGNORECASE)


@dataclass(frozen=True)
class Preamble:
    """The order, the name and registry number of the standard, and every passage they come from."""

    order: Order
    name: str | None
    registration_number: str | None
    passages: tuple[Passage, ...]


def read_order(order: Iterable[Block], title: Iterable[Block], findings: list[Diagnostic]) -> Preamble:
    """Return the preamble; a paragraph of no known kind is kept as a passage and is a finding."""
    passages = [*_order_passages(order, findings), *_title_passages(title, findings)]
    text = {passage.group: passage.text for passage in reversed(passages)}
    heading = text.get("standard-title")
    name = _first_group(_NAME, text.get("operative", ""))
    if name is None and heading is not None:
        name = heading
        if heading.isupper():
            findings.append(diagnose("title-in-capitals", None))
            name = heading[:1] + heading[1:].lower()
    approving = _with_term(_order(text, findings), passages, findings)
    return Preamble(approving, name, text.get("registration-number"), tuple(passages))


def _order_passages(blocks: Iterable[Block], findings: list[Diagnostic]) -> list[Passage]:
    passages: list[Passage] = []
    caption: Place | None = None
    for block in blocks:
        group = _group(block)
        if group == "editor-caption":
            caption = block.place
        elif caption is not None:
            note = _passage("editor-note", block)
            passages.append(replace(note, place=caption + note.place))
            caption = None
        elif group is None and continues(passages[-1] if passages else None):
            passages.append(_passage("provision", block))
        elif group is None:
            keep_unrecognised(block, passages, findings)
        elif group != "running-header":
            passages.append(_passage(group, block))
    return passages


def _title_passages(blocks: Iterable[Block], findings: list[Diagnostic]) -> list[Passage]:
    passages: list[Passage] = []
    for block in blocks:
        passage = _passage("standard-title", block)
        if fold(passage.text) == "регистрационный номер":
            continue
        if _CONTENTS.match(fold(passage.text)):
            passages.append(replace(passage, group="contents"))
            continue
        if passage.text.isdigit():
            passage = _passage("registration-number", block)
        elif any(one.group == "standard-title" for one in passages):
            keep_unrecognised(block, passages, findings)
            continue
        passages.append(passage)
    return passages


def _group(block: Block) -> str | None:
    if not isinstance(block, Paragraph):
        return None
    text = fold(block.text)
    return next((group for group, pattern in _GROUPS if pattern.fullmatch(text)), None)


def _passage(group: str, block: Block) -> Passage:
    text = block.text if isinstance(block, Paragraph) else " ".join(filter(None, block.texts))
    return Passage(group, text, block.place, citations(text), cited_point(text))


def _order(text: dict[str, str], findings: list[Diagnostic]) -> Order:
    number, day = _issued(text, findings)
    registered = _REGISTERED.search(text.get("registration", "") or text.get("document-title", ""))
    position, name = _signature(text.get("signatory", ""))
    return Order(
        issuer=issuer_key(fold(text.get("issuer", "")).replace("министерство", "министерства"))
        or issuer_key(text.get("document-title", "") + text.get("approval", "")),
        number=number,
        date=day,
        title=_first_group(_TITLE, text.get("document-title", "")) or text.get("order-title"),
        registration_number=registered[2] if registered else None,
        registration_date=parse_date(registered[1]) if registered else None,
        signatory_position=position,
        signatory=name,
    )


def _with_term(order: Order, passages: Iterable[Passage], findings: list[Diagnostic]) -> Order:
    term = read_term(passages, findings)
    noted_from, noted_to = read_captions(passages, term.first, findings)
    return replace(
        order,
        valid_from=term.first,
        valid_to=term.last,
        revokes=term.revokes,
        noted_from=noted_from,
        noted_to=noted_to,
    )


def _issued(text: dict[str, str], findings: list[Diagnostic]) -> tuple[str | None, date | None]:
    """Return number and day of the order: of its own paragraph, else of those that name it as an act.

    The paragraphs that name it differently are a finding.
    """
    forms: dict[tuple[str, date | None], None] = {}
    if found := _ISSUED.search(text.get("order", "")):
        forms["".join(found[2].split()), parse_date(found[1])] = None
    elif found := _ISSUED_IN_CARD.fullmatch(text.get("order", "").strip()):
        forms["".join(found["number"].split()), parse_date(found["day"])] = None
    for group in ("approval", "document-title"):
        forms |= dict.fromkeys((act.number, act.date) for act in citations(text.get(group, ""))[:1])
    if len(forms) > 1:
        told = "; ".join(f"N {number} {day:%d.%m.%Y}" if day else f"N {number}" for number, day in forms)
        findings.append(diagnose("order-disagrees", None, forms=told))
    return next(iter(forms), (None, None))


def _signature(text: str) -> tuple[str | None, str | None]:
    """Return the position and the name; a name is what follows the last lower-case word («Министр М.А.ТОПИЛИН»)."""
    found = re.fullmatch(r"(.*[а-яё])\s+([А-ЯЁ]\.\s?[А-ЯЁ]\.\s?\S+)", text)
    return (found[1], found[2]) if found else (text or None, None)


def _first_group(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1] if found else None
