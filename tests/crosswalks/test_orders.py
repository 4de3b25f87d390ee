"""No order of imports matters: standards, editions and crosswalks give one graph, imported again as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, remove_edition, source_of
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.crosswalks import links
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.loader.crossing import Crossed

    Crossing = Callable[..., Crossed]

# A code that the package does not know, of the edition of 2003 since the list of 2009, which is whole, lacks it.
CODE, NAME = "140449", "Монтаж и эксплуатация линий электропередачи"
EDITIONS = {
    ("okso", "2003", True): f"code;name\n140000;Энергетика\n140400;Техническая физика\n{CODE};{NAME}\n",
    ("okso", "2009", True): "code;name\n010000;Науки\n010100;Математика\n",
    ("okz", "2014", False): "code;name-en\n2512;Software developers\n",
    ("isco", "08", False): "code;name\n2512;Software developers\n2513;Web and multimedia developers\n",
}
TABLE = "ISCO88,ISCO08\n2143,2151\n3113,3113\n"
BOUND = f"""SELECT ?evidence ?item {{
  ?reference ps:code "{CODE}" ; ps:editionEvidence ?evidence OPTIONAL {{ ?reference ps:refersToItem ?item }}
}}"""

Step = tuple[str, ...]
STEPS: list[Step] = [("standard",), *[("edition", *key[:2]) for key in EDITIONS], ("codes",), ("table",)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what is loaded and imported."""
    folder = tmp_path_factory.mktemp("files")
    text = bundled().read_text(encoding="utf-8").replace("140443", CODE)
    (folder / bundled().name).write_text(text, encoding="utf-8")
    for (kind, name, _), table in EDITIONS.items():
        (folder / f"{kind}-{name}.csv").write_text(table, encoding="utf-8")
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    return folder


def do(writer: Writer, files: Path, crossing: Crossing, step: Step) -> None:
    if step[0] == "standard":
        list(load([files / bundled().name], writer))
    elif step[0] == "edition":
        add(writer, files / f"{step[1]}-{step[2]}.csv", step[1], step[2])
    elif step[0] == "codes":
        crossing(writer, "okz-2014", "isco-08")
    else:
        crossing(writer, "isco-88", "isco-08", files / "table.csv")


def add(writer: Writer, path: Path, kind: str, name: str) -> bool:
    wanted, partial = edition(kind, name), (kind, name, True) not in EDITIONS
    table = read_edition(path, wanted, Asked(partial=partial))
    return import_edition(writer, wanted, table, source_of(path), "turbo", partial=partial).changed


def held(folder: Path) -> list[bytes]:
    with EmbeddedStore(folder) as store:
        return list(canonical_nquads(store))


def made(folder: Path, files: Path, crossing: Crossing, steps: list[Step]) -> Path:
    with Writer.open(folder) as writer:
        for step in steps:
            do(writer, files, crossing, step)
        writer.publish()
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, files: Path, crossing: Crossing) -> Path:
    """Return the folder of a store into which all came as the manual tells it; tests only read it."""
    return made(tmp_path_factory.mktemp("whole") / "store", files, crossing, [*STEPS[1:], STEPS[0]])


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(STEPS))
def test_no_order_of_imports_matters(
    tmp_path_factory: pytest.TempPathFactory, files: Path, crossing: Crossing, whole: Path, steps: list[Step]
) -> None:
    folder = made(tmp_path_factory.mktemp("other") / "store", files, crossing, [*steps, steps[0]])
    assert held(folder) == held(whole)


def test_a_whole_list_without_the_code_is_evidence_for_a_standard_that_came_before(
    tmp_path: Path, files: Path, crossing: Crossing
) -> None:
    steps: list[Step] = [("standard",), ("edition", "okso", "2003"), ("edition", "okso", "2009")]
    folder = made(tmp_path / "store", files, crossing, steps)
    item = f"https://w3id.org/profgraph/id/classifier/okso/2003/{CODE}"
    with EmbeddedStore(folder) as store:
        rows = store.query(BOUND).rows  # type: ignore[union-attr]  # a SELECT
        assert [tuple(map(str, row)) for row in rows] == [("code-and-name", item)]
    with Writer.open(folder) as writer:
        assert remove_edition(writer, edition("okso", "2009"), "turbo") == 1
        writer.publish()
    with EmbeddedStore(folder) as store:
        rows = store.query(BOUND).rows  # type: ignore[union-attr]  # a SELECT
        assert [tuple(map(str, row)) for row in rows] == [("code-name-and-date", item)]


def test_links_that_follow_from_codes_come_with_the_items_and_keep_their_licence(
    tmp_path: Path, files: Path, crossing: Crossing
) -> None:
    told = "https://example.org/licence"
    with Writer.open(tmp_path / "store") as writer:
        before = crossing(writer, "okz-2014", "isco-08", license=told).links
        assert add(writer, files / "okz-2014.csv", "okz", "2014")
        assert add(writer, files / "isco-08.csv", "isco", "08")
        minter = writer.minter
        assert not crossing(writer, "okz-2014", "isco-08", license=told).changed
        writer.publish()
    crosswalk = minter.correspondence(minter.edition("okz", "2014"), minter.edition("isco", "08"))
    with EmbeddedStore(tmp_path / "store") as store:
        rows = links(store, crosswalk, "en").rows
    assert len(rows) == before + 1
    assert [[str(one) for one in row[:4]] for row in rows if str(row[0]) == "2512"] == [
        ["2512", "Software developers", "closeMatch", "2512"]
    ]
