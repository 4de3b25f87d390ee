"""What shapes need to know of a text besides the text: its words, its letters, where a second row may begin in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Literal

from ..ontology.terms import PSS, fold
from .wording import first_word_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import BNode, URIRef

    from ..store.protocol import Triple

_FIRST_WORD = re.compile(r"[\"«“(]?([A-ZА-ЯЁ][\w-]*)")
# A torn seam leaves a capital after a word, a number or what closes a quotation; a conjunction leads on to a name.
_WORD_WITHIN = re.compile(r"(?<![\w-])(\w+)[)\"»”]* (?=([А-ЯЁ][а-яё-]+) )")
_LEADING_ON = re.compile("и|или|а|но|в|во|на|по|с|со|к|ко|о|об|от|до|из|за|у|для|при|без|не|под|над|между")


def text_facts(subject: URIRef | BNode, text: str) -> Iterator[Triple]:
    """Yield the folded text of a row, its letters, its first word with its forms, and the capitalised words in it."""
    folded = fold(text)
    yield subject, PSS.foldedText, Literal(folded)
    yield subject, PSS.lettersOfText, Literal("".join(filter(str.isalnum, folded)))
    for form in first_word_forms(text):
        yield subject, PSS.firstWordForm, Literal(form)
    if first := _FIRST_WORD.match(text):
        yield subject, PSS.firstWord, Literal(first[1])
    for before, word in _WORD_WITHIN.findall(text):
        if not _LEADING_ON.fullmatch(before):
            yield subject, PSS.capitalisedWithin, Literal(word)
            if first_word_forms(word) == {"infinitive"}:
                yield subject, PSS.infinitiveWithin, Literal(word)
