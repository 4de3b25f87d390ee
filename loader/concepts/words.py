"""The words of a wording in their dictionary form: what they name, how they qualify it, and what they deny."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from ...ontology.terms import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pymorphy3 import MorphAnalyzer

Role = Literal["object", "qualifier", "link"]

# «C++» is not «C», and «3D-модель» is one word.
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*[+#]*")
_RUSSIAN = re.compile("[а-яе-]+")
_LOOK_ALIKES = str.maketrans("aceopxybhkmt", "асеорхувнкмт")
_DENIALS = frozenset({"не", "ни"})
_QUALIFIERS = frozenset({"ADJF", "ADJS", "PRTF", "PRTS", "ADVB", "COMP"})
# Words that join and say nothing of what is joined; «или», «без», «до», «после» do say something.
_JOINING = ("а", "и")
_LEADING = ("в", "во", "для", "из", "к", "ко", "на", "о", "об", "обо", "от", "по", "при", "с", "со", "у")
_LINKS = frozenset(_JOINING + _LEADING)
# Verbs and their nouns that only say that something is done: «проводить анализ», «производить анализ».
_DOING = {
    **dict.fromkeys(("выполнить", "выполнять", "осуществить", "осуществлять", "провести", "проводить"), "делать"),
    **dict.fromkeys(("произвести", "производить"), "делать"),
    **dict.fromkeys(("выполнение", "осуществление", "проведение"), "делание"),
    **dict.fromkeys(("использовать", "пользоваться", "применить", "применять"), "применять"),
    **dict.fromkeys(("использование", "применение"), "применение"),
}


@dataclass(frozen=True)
class Word:
    """A word in its dictionary form; a denied one carries its «не»."""

    lemma: str
    role: Role


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded; Latin letters that look alike are Russian in a Russian word."""
    return [_in_one_alphabet(found) for found in _WORD.findall(meaning(text))]


def words(written: Sequence[str]) -> tuple[Word, ...]:
    """Return the words in their dictionary form; «не» joins the word that it denies."""
    return tuple(_joined(map(_word, written)))


@cache
def is_in_dictionary(token: str) -> bool:
    """Tell whether the dictionary has the word, or it is none that a Russian dictionary could have."""
    return not _RUSSIAN.fullmatch(token) or bool(_analyser().word_is_known(token))


def _joined(found: Iterator[Word]) -> Iterator[Word]:
    for word in found:
        if word.lemma not in _DENIALS:
            yield word
            continue
        denied = next(found, None)
        yield Word(f"не {denied.lemma}", "object") if denied else Word(word.lemma, "object")


@cache
def _word(token: str) -> Word:
    if token in _LINKS:
        return Word(token, "link")
    if not _RUSSIAN.fullmatch(token):
        return Word(token, "object")
    likeliest = _analyser().parse(token)[0]
    lemma = likeliest.normal_form.replace("ё", "е")
    return Word(_DOING.get(lemma, lemma), "qualifier" if likeliest.tag.POS in _QUALIFIERS else "object")


def _in_one_alphabet(token: str) -> str:
    return token.translate(_LOOK_ALIKES) if re.search("[а-я]", token) else token


@cache
def _analyser() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
