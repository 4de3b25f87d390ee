"""Tells own items from the rows that refer to another function, within one group of rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..model import InheritanceReference, Item, ReferenceKind, WrittenCode
from .codes import IN_TEXT, homoglyph, latin
from .footnotes import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import ItemKind
    from ..sources.document import Span

# «Необходимые знания, соответствующие трудовой функции А/01.5 "…"» (also «предусмотренные трудовой функцией»).
_REFERENCE = re.compile(r"необходимые\s+(умения|знания),?\s+\w+\s+(?:для\s+)?трудов\w+\s+функци\w+", re.IGNORECASE)
_QUOTED = re.compile(r"[\"«](.+)[\"»]")
_KINDS: dict[str, ReferenceKind] = {"умения": "skill", "знания": "knowledge"}


def is_reference(text: str) -> bool:
    """Tell whether a row refers to the skills or knowledge of another function."""
    return _REFERENCE.match(text) is not None


def numbered(references: Iterable[InheritanceReference]) -> tuple[InheritanceReference, ...]:
    """Return the references of a function with their ordinals counted by kind over all of its groups."""
    seen: Counter[ReferenceKind] = Counter()
    result = []
    for reference in references:
        seen[reference.kind] += 1
        result.append(replace(reference, ordinal=seen[reference.kind]))
    return tuple(result)


def read_items(kind: ItemKind, spans: Sequence[Span], findings: list[Diagnostic]) -> tuple[Item, ...]:
    """Return the own items of a group; a position counts every row, an ordinal the own ones."""
    own = [(position, span) for position, span in enumerate(spans, start=1) if not is_reference(span.text)]
    items = []
    for ordinal, (position, span) in enumerate(own, start=1):
        text, footnote = unmarked(span)
        if kind != "action" and IN_TEXT.search(text.text):
            findings.append(diagnose("reference-unclear", span.place, text=text.text[:120]))
        items.append(Item(kind, ordinal, position, text.text, text.place, footnote))
    return tuple(items)


def read_references(group: ItemKind, spans: Sequence[Span], findings: list[Diagnostic]) -> list[InheritanceReference]:
    """Return the references of a group, one a code that a row names; see `numbered` for their ordinals."""
    references: list[InheritanceReference] = []
    for position, span in enumerate(spans, start=1):
        matched = _REFERENCE.match(span.text) if is_reference(span.text) else None
        if matched is None:
            continue
        kind = _KINDS[matched[1].lower()]
        # Without a readable code there still is a reference: its quoted name may tell the function.
        codes = IN_TEXT.findall(span.text) or [""]
        quoted = _QUOTED.search(span.text)
        if len(codes) > 1:
            findings.append(diagnose("several-targets", span.place, codes=", ".join(codes)))
        for written in codes:
            code = WrittenCode(latin(written), written, span.place)
            findings.extend(homoglyph(code) if written else [])
            references.append(
                InheritanceReference(
                    kind=kind,
                    group=group,
                    ordinal=len(references) + 1,
                    position=position,
                    text=unmarked(span)[0].text,
                    code=code,
                    quoted_name=quoted[1] if quoted and len(codes) == 1 else None,
                    place=span.place,
                )
            )
    return references
