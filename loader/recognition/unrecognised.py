"""Text of no known kind: kept word for word as a passage, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..model import Passage
from ..sources.document import Paragraph

if TYPE_CHECKING:
    from ..sources.document import Block

_SHOWN = 120  # characters of the text in the finding


def keep_unrecognised(block: Block, passages: list[Passage], findings: list[Diagnostic]) -> None:
    """Keep the text of a block that belongs to nothing known among `passages`, and say so among `findings`."""
    text = block.text if isinstance(block, Paragraph) else " ".join(filter(None, block.texts))
    passages.append(Passage("unrecognised", text, block.place))
    findings.append(diagnose("unrecognised-text", block.place, text=text[:_SHOWN]))
