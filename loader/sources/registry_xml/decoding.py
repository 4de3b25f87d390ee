"""The text of an XML file, whatever it declares its encoding to be, laid out with one element a line."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ...diagnostics import diagnose
from ..decode import Decoded, decode

if TYPE_CHECKING:
    from ...diagnostics import Diagnostic

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_NEXT_ELEMENT = re.compile(r">[ \t]*<(?![/!?])")
_NEXT_END = re.compile(r"(</[^<>]*>|/>)[ \t]*(?=</)")


def xml_text(data: bytes, name: str) -> tuple[Decoded, tuple[Diagnostic, ...]]:
    """Return the text as its bytes tell the encoding, and the finding that the file says another one."""
    decoded = decode(data, name)
    declared = declared_encoding(data)
    if declared is None or data.isascii() or _codec(declared) == _codec(decoded.encoding):
        return decoded, ()
    return decoded, (diagnose("encoding-declared", None, declared=declared, encoding=decoded.encoding),)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that the XML declaration names, if it names one."""
    found = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    return found[1].decode("ascii") if found else None


def one_element_a_line(text: str) -> str:
    """Return the text with a line break before each element that stands on the line of another one.

    The registry writes a whole standard on one line: a place in it would be no place, and a page could not show it.
    """
    return _NEXT_END.sub(r"\1\n", _NEXT_ELEMENT.sub(">\n<", text))


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding
