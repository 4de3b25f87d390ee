"""Tells the registry's XML from other files by how it begins."""

from __future__ import annotations

import codecs
import re

HEAD = 4096  # bytes that are enough to see the first element
ROOTS = frozenset({"XMLCardInfo", "ProfessionalStandarts", "ProfessionalStandart"})
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))
_BEFORE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?:[^\[>]|\[.*?\])*>\s*)*", re.DOTALL)
_DECLARED = re.compile(r"\s*<\?xml\s")
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)")


def is_registry_xml(head: bytes) -> bool:
    """Tell whether bytes that begin so are for this reader: any XML but pages, which have a reader of their own."""
    text = _text(head[:HEAD])
    found = _ELEMENT.match(text, before.end() if (before := _BEFORE.match(text)) else 0)
    if found is not None and found[1] in ROOTS:
        return True
    return _DECLARED.match(text) is not None and (found is None or found[1].lower() != "html")


def _text(head: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    return head.decode(encoding, errors="replace")
