"""The good and the bad example of every shape: what documents show, and what tests hold the shapes to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Layer = Literal["text", "graph"]

_FOLDER = files(__package__) / "examples"


@dataclass(frozen=True)
class Example:
    """Two wordings of one place of the bundled standard: on `good` the shape is silent, on `bad` it speaks.

    In the layer «text» they are pieces of the document, in the layer «graph» Turtle of its version; `at` is what
    the bundled standard itself has in that place, the good wording unless said otherwise.
    """

    shape: str
    layer: Layer
    at: str
    good: str
    bad: str


@cache
def examples() -> Mapping[str, Example]:
    """Return the examples by the codes of their shapes."""
    found: dict[str, Example] = {}
    for file in sorted(_FOLDER.iterdir(), key=lambda one: one.name):
        for shape, parts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found[shape] = Example(shape, parts["layer"], parts.get("at", parts["good"]), parts["good"], parts["bad"])
    return found
