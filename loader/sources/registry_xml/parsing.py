"""A parser that takes XML from strangers: no document type, so no entities; bounded depth; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers.expat import (
    ExpatError,
    ParserCreate,
    errors,
)

from ....errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.parsers.expat import XMLParserType

MAX_DEPTH = 40  # the registry's cards have 10
_CUT = frozenset({errors.codes[errors.XML_ERROR_NO_ELEMENTS], errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]})


def hardened_parser(
    name: str, started: Callable[[str, dict[str, str]], None], ended: Callable[[str], None]
) -> XMLParserType:
    """Return a parser of UTF-8 that tells of elements; it raises `SourceError` on what no card of the registry has."""
    parser = ParserCreate("utf-8")
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep(name, parser.CurrentLineNumber)
        started(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        ended(tag)

    def doctype(*_: object) -> None:
        raise _with_doctype(name, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.buffer_text = True
    return parser


def malformed(error: ExpatError, name: str) -> SourceError:
    """Return the error of a file that is no well-formed XML, or that ends too early."""
    if error.code in _CUT:
        return SourceError(
            ru=f"{name}, строка {error.lineno}: файл обрывается; загрузите его целиком",
            en=f"{name}, line {error.lineno}: the file is cut off; load the whole of it",
        )
    reason = str(error).partition(":")[0]
    return SourceError(
        ru=f"{name}, строка {error.lineno}: неправильный XML ({reason}); исправьте его или скачайте файл заново",
        en=f"{name}, line {error.lineno}: not well-formed XML ({reason}); mend it or download the file again",
    )


def _with_doctype(name: str, line: int) -> SourceError:
    return SourceError(
        ru=f"{name}, строка {line}: объявление типа документа (DOCTYPE) не допускается; удалите его",
        en=f"{name}, line {line}: a document type declaration (DOCTYPE) is not accepted; remove it",
    )


def _too_deep(name: str, line: int) -> SourceError:
    return SourceError(
        ru=f"{name}, строка {line}: вложенность больше {MAX_DEPTH}; это не выгрузка реестра профстандартов",
        en=f"{name}, line {line}: nested deeper than {MAX_DEPTH}; this is no export of the registry of standards",
    )
