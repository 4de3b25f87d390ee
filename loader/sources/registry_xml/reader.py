"""Reads a card of the registry into the neutral `Document`, from which it is recognised as any other standard."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ....errors import SourceError
from ...diagnostics import diagnose
from ...model import SourceFile
from ..document import Document
from .card import sifted
from .decoding import one_element_a_line, xml_text
from .elements import root_element
from .functions import generalized_functions, particular_functions, texts
from .layout import laid_out
from .swap import evidence

if TYPE_CHECKING:
    from ...diagnostics import Diagnostic
    from .elements import Element
    from .swap import Evidence


def read_registry_xml(data: bytes, name: str) -> Document:
    """Return the document in the XML of one standard; raise `SourceError` or `RefusedError` on anything else.

    Its text is the XML with one element a line, and the lines of its places are counted there.
    """
    decoded, told = xml_text(data, name)
    text = one_element_a_line(decoded.text)
    found = sifted(_root(text, decoded.text, name), name)
    findings: list[Diagnostic] = [*told]
    lists = swap_evidence(found.card)
    if lists.is_whole_file:
        findings.append(diagnose("lists-swapped", None, swapped=lists.swapped, count=lists.swapped + lists.unclear))
    blocks = laid_out(found, findings, swapped=lists.is_whole_file)
    source = SourceFile(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_count=len(data),
        line_count=text.count("\n") + (not text.endswith("\n")),
        encoding=decoded.encoding,
    )
    return Document(source, blocks, text, tuple(findings))


def _root(text: str, written: str, name: str) -> Element:
    try:
        return root_element(text, name)
    except SourceError:
        # Who mends a file looks for a line of it, not of the text that is shown.
        return root_element(written, name)


def swap_evidence(card: Element) -> Evidence:
    """Return what the words of a card tell of its lists of skills and knowledge."""
    functions = [one for generalized in generalized_functions(card) for one in particular_functions(generalized)]
    return evidence((texts(one, "RequiredSkills"), texts(one, "NecessaryKnowledges")) for one in functions)
