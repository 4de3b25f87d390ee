"""What standards have in common: one concept for one meaning, and which functions of all of them require it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.loader.versions import replacement
from profgraph.ontology.terms import Minter, meaning
from profgraph.queries.catalogue import bound_text, question
from profgraph.queries.rendering import serialised
from profgraph.settings import BASE, Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profgraph.loader.building import Built

HERE = Path(__file__).parent
ASKED = question("requiring-functions")
SWAPPED = "06.001-679n-2013.xml"
TAGS = {"LaborAction": "action", "RequiredSkill": "skill", "NecessaryKnowledge": "knowledge"}
LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
with (HERE / "meanings.tsv").open(encoding="utf-8", newline="") as table:
    PAIRS = [tuple(row.values()) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
Use = tuple[str, str]  # an edition and the code of a function


@pytest.fixture(scope="module")
def folder(cards: Mapping[str, Built], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the bundled standard and the real cards."""
    made = tmp_path_factory.mktemp("shared")
    with Writer.open(made) as writer:
        list(load([bundled()], writer))
        for built in cards.values():
            writer.apply(replacement(writer, built.graphs))
        writer.publish()
    return made


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[EmbeddedStore]:
    """Yield that store."""
    with EmbeddedStore(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def uses(corpus: Path, cards: Mapping[str, Built]) -> dict[tuple[str, str], set[Use]]:
    """Return which functions of the cards state a text of a kind, by the elements alone."""
    found = defaultdict(set)
    for name, built in cards.items():
        kinds = TAGS | ({"RequiredSkill": "knowledge", "NecessaryKnowledge": "skill"} if name == SWAPPED else {})
        edition = str(built.graphs.version).removeprefix(f"{BASE}standard/").replace("/", "@")
        for function in ET.parse(corpus / name).iter("ParticularWorkFunction"):  # noqa: S314  (the reference data)
            code = (function.findtext("CodeTF") or "").translate(LATIN)
            for tag, kind in kinds.items():
                for item in function.iter(tag):
                    found[kind, " ".join((item.text or "").split())].add((edition, code))
    return found


def answered(store: EmbeddedStore, concept: str, standard: str | None = None) -> list[dict[str, str]]:
    arguments = {"concept": concept} | ({"standard": standard} if standard else {})
    answer = serialised(store, bound_text(ASKED, arguments, store), "csv")
    return list(csv.DictReader(answer.decode().splitlines()))


@pytest.mark.parametrize(("verdict", "first", "second", "why"), PAIRS, ids=[f"{pair[0]}, {pair[3]}" for pair in PAIRS])
def test_two_texts_are_one_concept_where_a_person_says_so(
    verdict: str, first: str, second: str, why: str, uses: dict[tuple[str, str], set[Use]]
) -> None:
    texts = {text for _, text in uses} | {line.strip() for line in bundled().read_text("utf-8").splitlines()}
    assert {first, *([second] if verdict == "different" else [])} <= texts
    minter = Minter(BASE)
    is_one = minter.concept("skill", first) == minter.concept("skill", second)
    assert (is_one, meaning(first) == meaning(second)) == ((verdict == "same"),) * 2, why


def test_every_function_that_states_a_text_is_found_in_every_edition(
    store: EmbeddedStore, uses: dict[tuple[str, str], set[Use]]
) -> None:
    shared = {key: found for key, found in uses.items() if len({edition for edition, _ in found}) > 1}
    assert len(shared) == 75
    assert len({text for (_, text), found in shared.items() if len({one[:6] for one, _ in found}) > 1}) == 27
    for (kind, text), found in sorted(shared.items())[::4]:
        for edition in {edition for edition, _ in found}:
            rows = [row for row in answered(store, text, edition) if row["kind"] == kind]
            assert {(edition, row["code"]) for row in rows} == {use for use in found if use[0] == edition}
            assert [(row["standardCode"], row["from"], row["text"]) for row in rows] == [
                (edition[:6], row["code"], text) for row in rows
            ]


@pytest.mark.parametrize("text", ["Технологии программирования", "  ТЕХНОЛОГИИ программирования. "])
def test_which_functions_of_all_standards_require_a_text(store: EmbeddedStore, text: str) -> None:
    first = "06.001 Программист, приказ 424н от 20.07.2022"
    second = "06.035 Разработчик Web и мультимедийных приложений, приказ 44н от 18.01.2017"
    coding = "Написание программного кода с использованием языков программирования, определения и манипулирования данными в базах данных"  # noqa: E501  (one name)
    testing = "Тестирование ИР с точки зрения логической целостности (корректность ссылок, работа элементов форм)"
    rest = {"kind": "knowledge", "text": "Технологии программирования"}
    told = [
        ("06.001", first, "A/02.3", coding, "3"),
        ("06.035", second, "A/04.4", "Кодирование на языках web-программирования", "4"),
        ("06.035", second, "A/05.4", testing, "4"),
    ]
    names = ("standardCode", "edition", "code", "name", "level")
    assert answered(store, text) == [dict(zip(names, row, strict=True)) | rest | {"from": row[2]} for row in told]


def test_the_page_of_a_concept_lists_the_functions_of_every_edition(
    folder: Path, uses: dict[tuple[str, str], set[Use]]
) -> None:
    client = create_app(Settings(store=str(folder))).test_client()
    for text in ("Технологии программирования", "Методы и приемы формализации задач"):
        iri = Minter(BASE).concept("knowledge", text)
        page = client.get(iri.replace(BASE, "/doc/"), headers={"Accept": "text/html"}).text
        table = page.partition('id="requiring"')[2].partition("</section>")[0]
        found = {use for use in uses["knowledge", text] if f'{use[0].replace("@", "/")}/{use[1]}"' in table}
        assert found == uses["knowledge", text]
        assert table.count('<th role="rowheader"') == len(found)
        spellings = page.partition('id="spellings"')[2].partition("</section>")[0].split("<li>")[1:]
        links = [re.findall(r'href="[^"]*/standard/([^"?]+)', one) for one in spellings]
        stated = [(edition, function.removeprefix(f"{edition}/")) for edition, function, *_ in links]
        assert sorted(stated) == sorted((edition.replace("@", "/"), code) for edition, code in found)
