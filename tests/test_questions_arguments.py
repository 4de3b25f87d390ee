"""The arguments of a question: bound as RDF terms, asked for where they are needed, refused where they do not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message, UnknownNameError, UsageError
from profgraph.queries.catalogue import bound_text, catalogue, question
from profgraph.queries.question import Parameter, Question
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer
from rdflib import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = Message(ru="что-то", en="something")
PLAIN = Question(
    name="plain",
    title=NOTHING,
    description=NOTHING,
    keywords=(),
    parameters=(
        Parameter("said", "text", NOTHING, required=True),
        Parameter("least", "number", NOTHING, required=False, default="3"),
        Parameter("most", "number", NOTHING, required=False),
    ),
    columns={},
    text="SELECT ?said ?least ?most\nWHERE {\n}\n",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with no standard in it."""
    folder = tmp_path_factory.mktemp("empty")
    with Writer.open(folder):
        pass
    with EmbeddedStore(folder) as made:
        yield made


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        ({"said": "да"}, (Literal("да"), Literal(3), None)),
        ({"said": "", "least": "07"}, (Literal(""), Literal(7), None)),
        ({"said": '"} } # \\u0022 \n\t', "most": "12"}, (Literal('"} } # \\u0022 \n\t'), Literal(3), Literal(12))),
    ],
)
def test_a_value_is_bound_as_a_term(
    store: EmbeddedStore, arguments: dict[str, str], row: tuple[Literal | None, ...]
) -> None:
    assert store.query(bound_text(PLAIN, arguments, store)) == Table(("said", "least", "most"), (row,))


@pytest.mark.parametrize(
    ("asked", "arguments", "message"),
    [
        (PLAIN, {}, Message(ru="нужен параметр said: что-то", en="the parameter said is needed: something")),
        *(
            (
                PLAIN,
                {"said": "", "most": value},
                Message(ru=f"most={value}: нужно целое число", en=f"most={value}: a whole number is needed"),
            )
            for value in ("", "-1", "1.5", "семь", "٣", "9" * 5_000)
        ),
        (
            PLAIN,
            {"said": "", "lest": "1"},
            Message(
                ru="у вопроса plain нет параметра «lest»; есть: said, least, most",
                en="the question plain has no parameter 'lest'; it has: said, least, most",
            ),
        ),
        (
            Question("bare", NOTHING, NOTHING, (), (), {}, "ASK {}"),
            {"said": ""},
            Message(
                ru="у вопроса bare нет параметра «said»; есть: —",
                en="the question bare has no parameter 'said'; it has: —",
            ),
        ),
    ],
)
def test_an_argument_that_does_not_fit_is_refused(
    store: EmbeddedStore, asked: Question, arguments: dict[str, str], message: Message
) -> None:
    with pytest.raises(UsageError) as refused:
        bound_text(asked, arguments, store)
    assert refused.value.message == message


def test_each_required_parameter_is_asked_for(store: EmbeddedStore) -> None:
    for asked in catalogue().values():
        missing = next((one for one in asked.parameters if one.required and one.type != "standard"), None)
        if missing:
            with pytest.raises(UsageError, match=f"^the parameter {missing.name} is needed: "):
                bound_text(asked, {}, store)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("effective-knowledg", ["effective-knowledge"]),
        ("function_map", ["function-map"]),
    ],
)
def test_an_unknown_question_is_answered_with_the_nearest(name: str, near: list[str]) -> None:
    with pytest.raises(UnknownNameError) as refused:
        question(name)
    nearest = re.fullmatch(f"there is no question '{name}'; try (.*)", refused.value.message.en)
    assert nearest is not None
    assert nearest[1].split(", ")[: len(near)] == near
    assert refused.value.message.ru == f"вопроса «{name}» нет; похожие: {nearest[1]}"


def test_a_question_that_is_like_none_is_answered_with_where_all_are() -> None:
    with pytest.raises(UnknownNameError) as refused:
        question("тест")
    assert refused.value.message == Message(
        ru="вопроса «тест» нет; список: profgraph query --list, на сайте — «Вопросы»",
        en="there is no question 'тест'; for all: profgraph query --list, on the site Questions",
    )
