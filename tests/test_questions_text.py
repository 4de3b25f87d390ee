"""What each `.rq` file says of itself, and how its query is written."""

from __future__ import annotations

import re
from operator import attrgetter

import pytest
from profgraph.errors import Message
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import PREFIXES, PS
from profgraph.queries.catalogue import catalogue
from profgraph.queries.days import AS_OF
from profgraph.queries.question import ON_A_DAY, Parameter, Question, parse
from rdflib.plugins.sparql import prepareQuery

each_question = pytest.mark.parametrize("question", catalogue().values(), ids=catalogue())
# Strings and IRIs hold colons and question marks of their own.
QUOTED = re.compile(r'"[^"\n]*"|<[^>\s]*>')
ORDER = re.compile(r"""ORDER BY (?:(?:\?\w+|DESC\(\?\w+(?: = "\w+")?\))\s*)+\Z""")


def names(pattern: str, question: Question) -> set[str]:
    return set(re.findall(pattern, QUOTED.sub("", question.text)))


@each_question
def test_a_question_is_described_in_both_languages(question: Question) -> None:
    messages = [question.title, question.description, *question.columns.values()]
    messages += [parameter.description for parameter in question.parameters]
    said = [text for message in messages for text in (message.ru, message.en)]
    assert [text for text in said if not text or text != text.strip() or "\n" in text] == []
    assert question.title != question.description
    assert [message for message in (question.title, question.description) if message.ru == message.en] == []
    assert (question.title.ru[-1], question.title.en[-1]) == ("?", "?")
    assert re.search("[а-я]", question.title.ru)
    assert not re.search("[а-я]", question.title.en)
    assert question.keywords
    assert [word for word in question.keywords if not word] == []


@pytest.mark.parametrize("wording", ["title.ru", "title.en", "description.ru", "description.en"])
def test_no_two_questions_are_called_alike(wording: str) -> None:
    assert len({attrgetter(wording)(question) for question in catalogue().values()}) == len(catalogue())


def test_the_names_are_made_of_words() -> None:
    assert [name for name in catalogue() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


@each_question
def test_each_parameter_is_used(question: Question) -> None:
    # A day only tells which edition a code means, unless the question itself is about the day.
    given = [one.name for one in question.parameters if one.name != AS_OF or one.required]
    assert [name for name in given if name not in names(r"\?(\w+)", question)] == []
    assert [one for one in question.parameters if one.required and one.default is not None] == []
    assert [one.name for one in question.parameters if one.required != (one.example is not None)] == []


@each_question
def test_the_columns_are_those_of_the_answer(question: Question) -> None:
    projected = [str(variable) for variable in prepareQuery(question.text).algebra["PV"]]
    assert list(question.columns) == projected


@each_question
def test_a_query_has_one_outermost_where(question: Question) -> None:
    assert question.text.count("WHERE {\n") == 1
    assert question.text.index("{") == question.text.index("WHERE {\n") + len("WHERE ")


@each_question
def test_a_query_says_its_order(question: Question) -> None:
    assert ORDER.search(question.text)


@each_question
def test_the_prefixes_are_declared_and_needed(question: Question) -> None:
    declared = re.findall(r"^PREFIX (\w+): <(.*)>$", question.text, flags=re.MULTILINE)
    body = question.text.partition("SELECT")[2]
    used = set(re.findall(r"\b(\w+):\w", QUOTED.sub("", body)))
    assert sorted(prefix for prefix, _ in declared) == sorted(used)
    assert [(prefix, iri) for prefix, iri in declared if str(PREFIXES[prefix]) != iri] == []


@each_question
def test_a_query_uses_declared_terms(question: Question) -> None:
    terms = set(ontology_graph().subjects())
    assert [name for name in names(r"\bps:(\w+)", question) if PS[name] not in terms] == []


def test_a_header_is_read() -> None:
    lines = """\
    #: title@ru Что?
    #: title@en What?
    #: description@ru Всё.
    #: description@en Everything.
    #: keywords one, two words
    #: parameter least number optional
    #: parameter least@ru не меньше
    #: parameter least@en at least
    #: default least 3
    #: parameter function function required
    #: parameter function@ru функция
    #: parameter function@en function
    #: example function B/03.6
    #: column n@ru Число
    #: column n@en Number

    # A comment of the query.
    SELECT ?n
    WHERE {
    }
    """
    text = "\n".join(line.strip() for line in lines.splitlines())
    assert parse("what", text) == Question(
        name="what",
        title=Message(ru="Что?", en="What?"),
        description=Message(ru="Всё.", en="Everything."),
        keywords=("one", "two words"),
        parameters=(
            Parameter("least", "number", Message(ru="не меньше", en="at least"), required=False, default="3"),
            Parameter("function", "function", Message(ru="функция", en="function"), required=True, example="B/03.6"),
            ON_A_DAY,
        ),
        columns={"n": Message(ru="Число", en="Number")},
        text="# A comment of the query.\nSELECT ?n\nWHERE {\n}\n",
    )


@pytest.mark.parametrize(
    "line",
    [
        "#: titel@ru Что?",
        "#: parameter function thing required",
        "#: parameter function function",
        "#: parameter function function requierd",
        "#: column n Number",
        "#:",
    ],
)
def test_a_header_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^what\.rq, line 2: not a header line: "):
        parse("what", f"#: title@en What?\n{line}\n")
