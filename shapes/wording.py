"""Tells by the dictionary which forms the word at the head of a row may have."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from ..ontology.terms import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymorphy3 import MorphAnalyzer

Form = Literal["infinitive", "noun", "other"]
_Reading = Literal["infinitive", "noun", "adverb", "adjective", "link"]

# Only these vie to be what a head is read as: «устав» stays a noun, though a form of «устать» is written so too.
_READINGS: dict[str, _Reading] = {
    "INFN": "infinitive",
    "NOUN": "noun",
    "ADVB": "adverb",
    "ADJF": "adjective",
    "PRTF": "adjective",
    "CONJ": "link",
    "PREP": "link",
}
_FORMS: frozenset[Form] = frozenset({"infinitive", "noun"})
# What precedes an infinitive without being its object: a negation, and what joins two adverbs («грамотно и ясно»).
_PASSED_OVER = frozenset({"не", "и"})
# pymorphy3 gives «печь» 0.29 as an infinitive and 0.57 as a nominative: either may be meant. It gives «честь» 0.03
# and 0.08, «вести» 0.76 and 0.11: only the likelier form is.
_LEAST_SHARE = 0.4
# A head is among the first words; more would only cost time on a text that is no row.
_HEAD = 200
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")  # soft hyphens, stress marks, zero widths
_LOOK_ALIKES = str.maketrans("aceëopxybhkmt\u2010\u2011", "асееорхувнкмт--")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")  # no digits: «3D-модель», a footnote's «Выполнять3»
_RUSSIAN = re.compile("(?=.*[а-я])[a-zа-я-]+")
_ENUMERATOR = re.compile(r"[^\W\d_][.)]")


def first_word_forms(text: str) -> frozenset[Form]:
    """Return the forms of the word that heads a row: infinitive, nominative noun, both, or else other.

    Marks, numbers, a negation and adverbs before the head are passed over; an adjective is a head, as a noun is to
    follow it. A form that is far less likely than another one of the same word is left out. A row without a word, or
    with one in Latin letters, is headed by something other.
    """
    for word in _words(fold(text)[:_HEAD]):
        readings = _readings(word)
        forms = _FORMS & readings
        if forms:
            return forms
        if "adverb" not in readings and word not in _PASSED_OVER:
            break
    return frozenset({"other"})


def _words(text: str) -> Iterator[str]:
    """Yield the words of a folded text without the letters of an enumeration («а)», «б.»)."""
    visible = _INVISIBLE.sub("", text)
    for found in _WORD.finditer(visible):
        if not _ENUMERATOR.fullmatch(visible, found.start(), found.end() + 1):
            yield _in_one_alphabet(found.group())


def _in_one_alphabet(word: str) -> str:
    """Return a word that has Cyrillic letters without the Latin ones that look alike."""
    return word.translate(_LOOK_ALIKES) if re.search("[а-я]", word) else word


@lru_cache(maxsize=4096)
def _readings(word: str) -> frozenset[_Reading]:
    """Return how `word` may be read at the head of a row, where what has a case is in the nominative."""
    if not _RUSSIAN.fullmatch(word):  # pymorphy3 fails on letters that have no name in Unicode
        return frozenset()
    shares: Counter[_Reading] = Counter()
    for parse in _analyser().parse(word):
        reading = _READINGS.get(parse.tag.POS)
        if reading and parse.tag.case in {None, "nomn"}:
            shares[reading] += parse.score
    most = max(shares.values(), default=0)
    return frozenset(reading for reading, share in shares.items() if share >= _LEAST_SHARE * most)


@cache
def _analyser() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
