"""How a person names an action, a skill or knowledge, and what is said of a text that no standard has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message, UnknownNameError, UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.ontology.terms import Minter, meaning
from profgraph.queries.asking import ask
from profgraph.queries.concepts import resolve_concepts
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MINTER = Minter(BASE)
ETHICS = MINTER.concept("knowledge", "Этика делового общения")
LABELS = "SELECT ?label { ?concept a ps:CompetenceConcept ; skos:prefLabel ?label }"
FULL_RU = "такого действия, умения или знания в хранилище нет; приведите его целиком, как в стандарте"
FULL_EN = "the store has no such action, skill or knowledge; give it in full, as a standard words it"
PART_RU = "такого действия, умения или знания в хранилище нет; этот текст — часть других: "
PART_EN = "the store has no such action, skill or knowledge; the text is a part of others: "


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[EmbeddedStore]:
    """Yield a store with the bundled standard."""
    with EmbeddedStore(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    "name",
    [
        "Этика делового общения",
        " этика\u00a0ДЕЛОВОГО  общения. ",
        "Этика деловог\u00adо общения",
        str(ETHICS),
        f" {ETHICS}\n",
    ],
)
def test_a_concept_is_named_by_its_text_or_address(store: EmbeddedStore, name: str) -> None:
    assert resolve_concepts(store, name) == [ETHICS]


def test_a_text_that_is_a_skill_and_knowledge_means_both(tmp_path: Path) -> None:
    skill = "Организовывать рабочие места, их техническое оснащение"
    text = bundled().read_text("utf-8").replace("\tЭтика делового общения\n", f"\t{skill}.\n")
    (tmp_path / "both.txt").write_text(text, encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        list(load([tmp_path / "both.txt"], writer))
        writer.publish()
    with EmbeddedStore(tmp_path / "store") as both:
        assert resolve_concepts(both, skill) == [MINTER.concept(kind, skill) for kind in ("knowledge", "skill")]


def unknown(name: str, *parts: str) -> Message:
    told = ", ".join(f"«{part}»" for part in parts)
    ru, en = (PART_RU + told, PART_EN + told) if parts else (FULL_RU, FULL_EN)
    return Message(ru=f"«{name}»: {ru}", en=f"{name!r}: {en}")


EMPTY = Message(
    ru="текст пуст; приведите трудовое действие, умение или знание целиком, как в стандарте",
    en="the text is empty; give a labour action, a skill or knowledge in full, as a standard words it",
)


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("", UsageError, EMPTY),
        (" \u00ad\n", UsageError, EMPTY),
        ("Этика", UnknownNameError, unknown("Этика", "Этика делового общения")),
        ("основы конф", UnknownNameError, unknown("основы конф", "Основы конфликтологии")),
        ("Этика общения", UnknownNameError, unknown("Этика общения")),
        ('"} } #', UnknownNameError, unknown('"} } #')),
        (f"{BASE}standard/16.020", UnknownNameError, unknown(f"{BASE}standard/16.020")),
        ("http://x y>", UnknownNameError, unknown("http://x y>")),
        ("я" * 5_000, UnknownNameError, unknown("я" * 100 + "…")),
    ],
)
def test_a_text_that_no_standard_has(
    store: EmbeddedStore, name: str, error: type[UsageError], message: Message
) -> None:
    with pytest.raises(error) as refused:
        resolve_concepts(store, name)
    assert (type(refused.value), refused.value.message) == (error, message)


def test_the_shortest_texts_that_hold_the_given_one_are_quoted(store: EmbeddedStore) -> None:
    labels = {str(label) for (label,) in table_of(store.query(LABELS)).rows if "работ" in str(label).lower()}
    shortest = sorted(labels, key=lambda label: (len(label), label))[:5]
    assert len(labels) > len(shortest)
    with pytest.raises(UnknownNameError) as refused:
        resolve_concepts(store, "работ")
    told = ", ".join(f"«{one if len(one) <= 100 else one[:100] + '…'}»" for one in shortest)
    assert refused.value.message == Message(ru=f"«работ»: {PART_RU}{told}, …", en=f"'работ': {PART_EN}{told}, …")


@pytest.mark.parametrize(("name", "text"), [("requiring-functions", None), (None, "ASK { ?s ?p '\udcff' }")])
def test_bytes_that_are_no_text_are_refused(store: EmbeddedStore, name: str | None, text: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        ask(store, name, {"concept": "\udcff"} if name else {}, None, text, lang="en")
    assert refused.value.message == Message(
        ru="в команде есть байты не в UTF-8; наберите текст заново или сохраните запрос в файл: -f ФАЙЛ",
        en="the command holds bytes that are no UTF-8; type the text again or keep the query in a file: -f FILE",
    )


@given(st.text("ЁёЕеАбв.,()-–—  \u00ad1"))
def test_no_spelling_of_a_text_changes_its_meaning(text: str) -> None:
    written = f"Я{text}"
    spellings = (
        written.upper(),
        f"\n {written}\u00a0",
        f"{written}.",
        written.replace("ё", "е"),
        written.replace(" ", "\t "),
        written.replace("-", " — "),
        written.replace("в", "\u200bв"),
    )
    assert {*map(meaning, spellings)} == {meaning(written)}
