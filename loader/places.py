"""Where in the source the nodes of a version stand: read from its triples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..ontology.terms import PROV, PS, RDFS
from ..shapes.report import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from ..shapes.validation import Result
    from ..store.protocol import Triple


@dataclass(frozen=True)
class Places:
    """The places and labels of the nodes of a version, and the text in which they stand."""

    triples: frozenset[Triple]
    text: str

    def of(self, result: Result) -> tuple[URIRef, ...]:
        """Return the fragments where a result is to be seen: those of its value, else of its focus node.

        Of the places of a focus node those stay that hold the value, where some do: a code that is wrong in the
        functional map is to be mended there, not in section III. What has no value is to be mended in the last
        place, where a function is described.
        """
        if of_value := self._derived.get(result.value, ()):
            return self._sorted(of_value)
        found = self._sorted(self._derived.get(result.focus, ()))
        if result.value is None:
            return found[-1:]
        return tuple(one for one in found if str(result.value) in self.words(one)) or found

    def words(self, fragment: Node) -> str:
        """Return the lines of a fragment as the document has them, as one."""
        spot = self.spot(fragment)
        return " ".join(map(self.line, range(spot.first, spot.last + 1)))

    def line(self, number: int) -> str:
        """Return a line of the document without tabs and double spaces; lines that it does not have are empty."""
        return " ".join(self._line(number).split())

    def cells(self, number: int) -> str:
        """Return a line of the document with its cells told apart by «│»."""
        return " │ ".join(cell for part in self._line(number).split("\t") if (cell := " ".join(part.split())))

    def spot(self, fragment: Node) -> Spot:
        """Return the lines of a fragment; line 0 stands for one that is not described."""
        first, last, paragraph, page = (self._numbers.get((fragment, one)) for one in _LINES)
        return Spot(first or 0, last or first or 0, paragraph, page)

    def label(self, node: Node) -> str:
        """Return the label of a node, or the node as it is where it has none."""
        return self._labels.get(node, str(node))

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _sorted(self, fragments: Iterable[URIRef]) -> tuple[URIRef, ...]:
        return tuple(sorted(fragments, key=lambda one: (self.spot(one).first, str(one))))

    @cached_property
    def _lines(self) -> list[str]:
        # Lines end where the reader of the source ends them: other signs of Unicode that break lines do not count.
        return self.text.split("\n")

    @cached_property
    def _derived(self) -> Mapping[Node | None, list[URIRef]]:
        found: dict[Node | None, list[URIRef]] = defaultdict(list)
        for subject, predicate, fragment in self.triples:
            if predicate == PROV.wasDerivedFrom and isinstance(fragment, URIRef) and "#" in fragment:
                found[subject].append(fragment)
        return dict(found)

    @cached_property
    def _numbers(self) -> Mapping[tuple[Node, URIRef], int]:
        return {(one, link): int(number) for one, link, number in self._literals(_LINES)}

    @cached_property
    def _labels(self) -> Mapping[Node, str]:
        return {one: str(label) for one, _, label in self._literals((RDFS.label,))}

    def _literals(self, links: Iterable[URIRef]) -> Iterable[tuple[Node, URIRef, Literal]]:
        wanted = frozenset(links)
        return ((s, p, o) for s, p, o in self.triples if p in wanted and isinstance(o, Literal))


_LINES = (PS.firstLine, PS.lastLine, PS.paragraph, PS.page)
