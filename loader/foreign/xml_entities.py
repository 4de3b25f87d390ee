"""XML that is not well formed, too deep, or has entities that explode or lead elsewhere: refused before it is read.

The engine expands entities in entities (a bomb of 1 kB took it 85 s), reads deep XML in quadratic time, and takes a
document that is cut off for a whole one (all measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from ...errors import Message, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST = 500
_LONGEST = 1000  # characters of the value of an entity: an abbreviation of an IRI
_CURE = Message(ru="раскройте сущности в файле", en="expand the entities in the file")


class _Reader:
    """Follows a document as far as it is safe."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def read(self, text: bytes) -> None:
        try:
            self._parser.Parse(text, True)  # noqa: FBT003  (as the module has it)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            message = Message(ru=f"{reason}; исправьте XML", en=f"{reason}; correct the XML")
            raise _wrong(self._name, error.lineno, message) from error

    def _entity(
        self,
        entity: str,
        is_parameter: bool,  # noqa: FBT001  (as the module calls it)
        value: str | None,
        _base: str | None,
        _system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        if is_parameter or value is None:
            raise self._refused(
                ru=f"сущность {entity} ведёт наружу или в DTD; {_CURE.ru}",
                en=f"the entity {entity} leads elsewhere or into the DTD; {_CURE.en}",
            )
        if "&" in value or len(value) > _LONGEST:
            raise self._refused(
                ru=f"сущность {entity} вложена в другие или длиннее {_LONGEST} знаков; {_CURE.ru}",
                en=f"the entity {entity} holds others or is longer than {_LONGEST} characters; {_CURE.en}",
            )

    def _begin(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._refused(
                ru=f"вложенность больше {_DEEPEST}; запишите узлы отдельно или как Turtle",
                en=f"nested deeper than {_DEEPEST}; write the nodes one by one, or as Turtle",
            )

    def _end(self, _tag: str) -> None:
        self._depth -= 1

    def _refused(self, *, ru: str, en: str) -> SourceError:
        return _wrong(self._name, self._parser.CurrentLineNumber, Message(ru=ru, en=en))


def refuse_unsafe_xml(text: bytes, name: str) -> None:
    """Raise `SourceError`, with the line, on XML that must not be read."""
    _Reader(name).read(text)


def _wrong(name: str, line: int, message: Message) -> SourceError:
    return SourceError(ru=f"{name}, строка {line}: {message.ru}", en=f"{name}, line {line}: {message.en}")
