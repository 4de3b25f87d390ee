"""Labels of rows and columns, read in spite of look-alike letters and a mark at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from .footnotes import unmarked

if TYPE_CHECKING:
    from collections.abc import Container

    from ..sources.document import Span

# Latin letters that look like Cyrillic ones.
_LOOKALIKES = str.maketrans("aceopxykmhtb", "асеорхукмнтв")


def read_label(span: Span, known: Container[str], findings: list[Diagnostic]) -> str:
    """Return the folded label; one that is among `known` only when put right is said."""
    written = unmarked(span)[0].text
    folded = fold(written)
    label = folded.translate(_LOOKALIKES).rstrip(" :;.,")
    if label != folded and label in known:
        findings.append(diagnose("label-put-right", span.place, written=written, label=label))
    return label
