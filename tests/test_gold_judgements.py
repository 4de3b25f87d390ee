"""Each judgement call and each anomaly of the gold is handled in the graph, or shown by a question or a diagnostic."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.catalogue import bound_text, question
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer

SHARED = os.environ.get("PROFGRAPH_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the gold")

Rows = list[tuple[str, ...]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("judgements") / "store"
    with Writer.open(folder) as writer:
        (result,) = load([bundled()], writer)
        assert isinstance(result, Loaded)
        writer.publish()
    with EmbeddedStore(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(store: EmbeddedStore) -> Ask:
    """Return a function that answers a question of the catalogue, or a query, with plain strings."""

    def asked(name: str, **arguments: str) -> Rows:
        text = name if "{" in name else bound_text(question(name), arguments, store)
        answer = store.query(text)
        assert isinstance(answer, Table)
        return [tuple("" if term is None else str(term) for term in row) for row in answer.rows]

    return asked


def gold_ids(part: str) -> set[str]:
    gold = json.loads(Path(str(SHARED), "gold", "16.020-620n-2014.json").read_text(encoding="utf-8"))
    return {one["id"] for one in gold[part]}


A03, B = "A/03.5", "B"
TEXT = "SELECT ?text WHERE { ?f ps:code '%s' ; ps:%s ?s . ?s ps:ordinal %d ; ps:verbatimText ?text }"


def j01(ask: Ask) -> None:
    assert ask("SELECT (COUNT(*) AS ?n) WHERE { ?r a ps:InheritanceReference }") == [("10",)]
    assert ask("SELECT ?x WHERE { ?x a ps:InheritanceReference , ps:CompetenceStatement }") == []


def j02(ask: Ask) -> None:
    assert {row[0] for row in ask("effective-knowledge", function="B/04.6")} == {"A/01.5", "A/03.5", "B/04.6"}
    assert {row[0] for row in ask("effective-skills", function="B/04.6")} == {"A/03.5", "B/04.6"}


def j03(ask: Ask) -> None:
    titles = [row[3] for row in ask("requirements", function="B") if row[1] == "title"]
    assert titles == ["Начальник участка", "Начальник службы", "Начальник цеха"]


def j04(ask: Ask) -> None:
    levels = ask(
        "SELECT ?level ?n WHERE { ?g ps:code 'A' ; ps:states ?s . ?s ps:educationLevel ?level ; "
        "ps:position ?n } ORDER BY ?n"
    )
    assert levels == [("СПО", "1"), ("ДПО", "2")]


def j05(ask: Ask) -> None:
    query = (
        "SELECT ?name ?title WHERE { ?g ps:code 'A' ; ps:states ?s . ?s ps:classifier 'eks' ; "
        "ps:name ?name ; ps:listedTitle ?title } ORDER BY ?title"
    )
    name = "Мастер участка, мастер, техник"
    assert ask(query) == [(name, "Мастер участка"), (name, "мастер"), (name, "техник")]


def j06(ask: Ask) -> None:
    query = (
        "SELECT ?code WHERE { ?v ps:hasSectionIReference ?r . ?r ps:classifier 'okz' ; ps:code "
        "?code ; ps:position ?n } ORDER BY ?n"
    )
    assert ask(query) == [("1222",), ("2143",), ("1223",), ("3113",)]


def j07(ask: Ask) -> None:
    proven = [row[:3] for row in ask("code-spellings") if row[2].startswith("V")]
    assert proven == [("16.020", "B/03.6", "V/03.6"), ("16.020", "B/04.6", "V/04.6")]


def j08(ask: Ask) -> None:
    none = (
        "SELECT ?text (COUNT(*) AS ?n) WHERE { ?s a ps:OtherCharacteristic ; ps:statesNone true ; "
        "ps:verbatimText ?text } GROUP BY ?text"
    )
    assert ask(none) == [("-", "6")]
    eks = (
        "SELECT ?written ?code WHERE { ?g ps:code 'B' ; ps:states ?s . ?s ps:classifier 'eks' ; "
        "ps:position 1 ; ps:codeAsWritten ?written OPTIONAL { ?s ps:code ?code } }"
    )
    assert ask(eks) == [("-", "")]


def j09(ask: Ask) -> None:
    origins = (
        "SELECT ?mark ?original (COUNT(*) AS ?n) WHERE { ?s a ps:OriginStatement ; ps:verbatimText "
        "?mark ; ps:isOriginal ?original } GROUP BY ?mark ?original ORDER BY ?n"
    )
    assert ask(origins) == [('<input checked="" type="checkbox"/>', "true", "1"), ("X", "true", "8")]
    assert (
        ask("SELECT ?x WHERE { { ?x ps:borrowedFromCode ?y } UNION { ?x ps:borrowedFromRegistrationNumber ?y } }") == []
    )


def j10(ask: Ask) -> None:
    rows = [(row[1], row[3]) for row in ask("places", function="A/02.5") if row[0] == "actions"]
    assert sorted(rows) == [("1", "181"), *((str(n), "184") for n in range(2, 7))]


def j11(ask: Ask) -> None:
    query = (
        "SELECT DISTINCT ?months ?area WHERE { ?s a ps:ExperienceRequirement ; "
        "ps:minExperienceMonths ?months ; ps:experienceArea ?area }"
    )
    assert ask(query) == [("12", "эксплуатация линий электропередачи")]


def j12(ask: Ask) -> None:
    assert [row[4:6] for row in ask("rejoined-rows")] == [
        ("108", "110"),
        ("243", "245"),
        ("294", "296"),
        ("344", "346"),
    ]


def j13(ask: Ask) -> None:
    query = (
        "SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?c) AS ?m) WHERE { ?f ps:code 'A/03.5' ;"
        " ps:effectiveKnowledgeStatement ?s . ?s ps:expressesConcept ?c }"
    )
    assert ask(query) == [("12", "11")]


def j14(ask: Ask) -> None:
    name = "Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
    assert ask("approval")[0][1] == name


def j15(ask: Ask) -> None:
    assert ask("SELECT ?area WHERE { ?v ps:describesActivity/ps:activityArea ?area }") == [("16",)]
    contradicting = (
        "SELECT ?code WHERE { ?f a ps:ParticularWorkFunction ; ps:code ?code ; ps:level ?level "
        "FILTER(STR(?level) != SUBSTR(?code, 6, 1)) }"
    )
    assert ask(contradicting) == []


def j16(ask: Ask) -> None:
    evidence = {row[5] for row in ask("classifier-codes")}
    assert evidence == {"code-and-name", "code-name-and-date", "not-provable", "no-code"}


def an01(ask: Ask) -> None:
    assert ask("repeated-knowledge") == [("16.020", A03, "Положение о структурном подразделении", "A/01.5")]


def an02(ask: Ask) -> None:
    assert ask(TEXT % ("A/01.5", "statesKnowledge", 2)) == [
        (
            (
                "Порядок и методы оперативного, текущего и перспективного производственного (техничко-"
                "экономического) планирования"
            ),
        )
    ]


def an03(ask: Ask) -> None:
    assert ask(TEXT % ("A/01.5", "statesAction", 2)) == [
        (
            (
                "Регистрация в отчетной документации (журналах), обнаруженных в процессе обхода и осмотра "
                "линий электропередачи неисправностей"
            ),
        )
    ]


def an04(ask: Ask) -> None:
    lines = [row[2] for row in ask("diagnostics") if "V/0" in row[3]]
    assert lines == ["111", "112"]


def an05(ask: Ask) -> None:
    assert {row[1:3] for row in ask("code-spellings")} >= {("A/01.5", "А/01.5"), ("B/01.6", "В/01.6")}


def an06(ask: Ask) -> None:
    assert ("16.020", "A", "Мастер участка") in ask("titles-outside")


def an07(ask: Ask) -> None:
    assert [row for row in ask("titles-outside") if row[1] == B] == [("16.020", B, "Мастер"), ("16.020", B, "Техник")]


def an08(ask: Ask) -> None:
    assert ("16.020", B, "6", "12", "3113", "Техники-электрики") in ask("entry-requirements")


def an09(ask: Ask) -> None:
    became = {row[5] for row in ask("current-codes") if row[1] == "140443" and row[3] == "corresponds"}
    assert became == {"2.13.02.09"}
    assert (
        next(row[3] for row in ask("requirements", function=B) if row[1] == "education")
        == "Высшее образование - бакалавриат"
    )


def an10(ask: Ask) -> None:
    editions = {row[1]: row[3] for row in ask("classifier-codes") if row[0] == "okso"}
    assert editions["140206"] == editions["140208"] != editions["140400"] == editions["140443"]
    assert [row[1:6] for row in ask("defects") if row[6] == "OneEditionOfClassifier"] == [
        (
            "Warning",
            "B",
            "251",
            "Коды этого классификатора, которые стоят выше, взяты из другой его редакции.",
            "140400",
        )
    ]
    other = {row[6] for row in ask("current-codes") if row[1] == "140400" and row[3] == "same code"}
    assert other == {"Техническая физика"}


def an11(ask: Ask) -> None:
    codes = [row for row in ask("classifier-codes") if row[0] == "okz"]
    assert {row[4] for row in codes} == {"obsolete"}
    now = {row[1]: row[6] == row[2] for row in ask("current-codes") if row[0] == "okz" and row[3] == "same code"}
    assert now == {"1222": False, "1223": False, "2143": False, "3113": True}


def an12(ask: Ask) -> None:
    assert [row[1:] for row in ask("classifier-codes") if row[0] == "okved"] == [
        ("40.13.3", "Деятельность по обеспечению работоспособности электрических сетей", "", "", "not-provable", "1")
    ]


def an13(ask: Ask) -> None:
    assert {(row[2], row[3]) for row in ask("entry-requirements")} == {("5", "12"), ("6", "12")}


def an14(ask: Ask) -> None:
    query = (
        "SELECT ?code ?programme WHERE { ?g ps:code ?code ; ps:states ?s . ?s ps:educationLevel "
        "'ДПО' ; ps:educationProgramme ?programme } ORDER BY ?code"
    )
    assert ask(query) == [
        ("A", "повышение квалификации, переподготовка"),
        ("B", "повышение квалификации, профессиональная переподготовка"),
    ]


def an15(ask: Ask) -> None:
    query = (
        "SELECT ?code ?n WHERE { ?g ps:code ?code ; ps:states ?s . ?s a ps:AdmissionCondition ; "
        "ps:position 1 OPTIONAL { ?s ps:refersToFootnote/ps:position ?n } } ORDER BY ?code"
    )
    assert ask(query) == [("A", "3"), ("B", "")]


def an16(ask: Ask) -> None:
    assert [row[1:3] for row in ask("diagnostics") if "checkbox" in row[3]] == [("repair", "259")]


def an17(ask: Ask) -> None:
    assert [row[1:3] for row in ask("diagnostics") if "Общие сведения" in row[3]] == [("repair", "60")]


JUDGEMENTS = {
    name.upper(): test for name, test in list(globals().items()) if name.startswith("j") and name[1:].isdigit()
}
ANOMALIES = {
    name.upper(): test for name, test in list(globals().items()) if name.startswith("an") and name[2:].isdigit()
}


@pytest.mark.parametrize("name", JUDGEMENTS)
def test_judgement(name: str, ask: Ask) -> None:
    JUDGEMENTS[name](ask)


@pytest.mark.parametrize("name", ANOMALIES)
def test_anomaly(name: str, ask: Ask) -> None:
    ANOMALIES[name](ask)


def test_none_is_forgotten() -> None:
    assert (set(JUDGEMENTS), set(ANOMALIES)) == (gold_ids("judgements"), gold_ids("anomalies"))
