"""Whether a whole file has its skills among the knowledge and its knowledge among the skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....shapes.wording import first_word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Skills are what a worker is able to do: rows in the infinitive. Knowledge is of things: rows headed by a noun.
LEAST_FUNCTIONS = 3  # fewer are no evidence of a whole file
_MOST = 0.8  # share of the rows with a verb in one list from which it looks like skills
_FEW = 0.2  # share up to which a list looks like knowledge


@dataclass(frozen=True)
class Evidence:
    """Of how many functions the lists look swapped, of how many right, and of how many the words do not tell."""

    swapped: int
    right: int
    unclear: int

    @property
    def is_whole_file(self) -> bool:
        """Tell whether the lists are swapped throughout: no function speaks against it, and nine of ten for it."""
        told = self.swapped + self.unclear
        return self.right == 0 and self.swapped >= LEAST_FUNCTIONS and self.swapped * 10 >= told * 9


def evidence(functions: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Evidence:
    """Return what the functions tell: of each the texts written as skills, and those written as knowledge."""
    looks = [_look(skills, knowledge) for skills, knowledge in functions]
    return Evidence(looks.count("swapped"), looks.count("right"), looks.count("unclear"))


def _look(skills: Sequence[str], knowledge: Sequence[str]) -> str:
    if not skills or not knowledge:
        return "unclear"
    able, known = _verbs(skills), _verbs(knowledge)
    if able <= _FEW and known >= _MOST:
        return "swapped"
    return "right" if able > known else "unclear"


def _verbs(texts: Sequence[str]) -> float:
    return sum("infinitive" in first_word_forms(text) for text in texts) / len(texts)
