"""A link between two codes as it is written down, and as it is judged: how they relate, on what ground, how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from decimal import Decimal

    from ...errors import Message

Relation = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
INVERSE: dict[Relation, Relation] = {
    "exactMatch": "exactMatch",
    "closeMatch": "closeMatch",
    "broadMatch": "narrowMatch",
    "narrowMatch": "broadMatch",
    "relatedMatch": "relatedMatch",
}
# What SSSOM takes for the way in which a mapping was found.
JUSTIFICATIONS = frozenset(
    {
        "LexicalMatching",
        "LogicalReasoning",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingReview",
        "ManualMappingCuration",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    }
)


@dataclass(frozen=True)
class Mapping:
    """A link from a code to one of another edition: its relation of SKOS, its ground, its confidence and the reason."""

    source: str
    target: str
    relation: Relation
    justification: str
    confidence: Decimal
    reason: Message


@dataclass(frozen=True)
class Pair:
    """Two codes of one row; `times` is in how many rows they stand together, the rest is what the row says of them."""

    source: str
    target: str
    row: int
    times: int = 1
    relation: Relation | None = None
    confidence: Decimal | None = None
    justification: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Pairs:
    """What a table says: its pairs, their columns, how many rows have one code only, what columns were not read.

    `index` is a list of titles beside it, whose pairs weigh those of the table.
    """

    file: str
    pairs: tuple[Pair, ...]
    columns: dict[str, int]
    half: int = 0
    license: str = ""
    padded: bool = False
    unread: tuple[str, ...] = ()
    index: Pairs | None = None
