"""One version into the store: in the place of what it replaces, with what is to be said of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import refusals
from .editions import hint, is_of_unknown_order, joined, other_readings, replacing
from .overlaps import overlapping
from .versions import replacement

if TYPE_CHECKING:
    from ..errors import Message
    from ..shapes.validation import Checks
    from ..store.writing.protocol import Writing
    from .versions import VersionGraphs


def committed(
    name: str,
    graphs: VersionGraphs,
    sha256: str,
    writer: Writing,
    checks: Checks | None = None,
    *,
    strict: bool = False,
    join: bool = False,
) -> tuple[bool, tuple[Message, ...]]:
    """Commit the version that was read from a file; return whether the store is another now, and hints for people.

    With `join` its readings of unknown order give way to it in the same transaction. Raise `RefusedError` where it
    must not enter the store.
    """
    version = graphs.version
    if strict:
        refusals.replacing_another(name, version, sha256, writer)
    stated = graphs.triples["asserted"]
    others = other_readings(writer, version, stated)
    given_up = tuple(filter(is_of_unknown_order, others)) if join else ()
    refusals.the_same_file(name, version, sha256, writer, given_up)
    hints = [] if join else [hint(version, others)]
    hints += [*replacing(writer, version, sha256, stated), *joined(writer, given_up, stated)]
    changes = replacement(writer, graphs, instead_of=given_up)
    refusals.wrong_graph(name, version, overlapping(writer, changes, checks))
    changed = writer.apply(changes)
    return changed, tuple(one for one in hints if one)
