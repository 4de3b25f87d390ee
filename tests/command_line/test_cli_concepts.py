"""The commands on concepts: what they say, from a proposal to a decision and back, also beside a server."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from profgraph.ontology.terms import Minter
from profgraph.settings import BASE

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

Run = Callable[..., tuple[int, str, str]]
PLAIN = "Проводить текущий, итоговый контроль и оценку с последующей коррекцией своей деятельности"
COMMAS = "Проводить текущий, итоговый контроль и оценку, с последующей коррекцией, своей деятельности"
MINTER = Minter(BASE)
ONE, OTHER = (MINTER.concept_name(MINTER.concept("skill", text)) for text in (PLAIN, COMMAS))
DECIDED = {
    "verdict": "same",
    "one": PLAIN,
    "other": COMMAS,
    "confidence": 0.99,
    "author": "Иванова",
    "missing": "",
    "concept": ONE,
    "otherConcept": OTHER,
}


def test_from_a_proposal_to_a_decision_and_back(profgraph: Run, filled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "пары.sssom.tsv"
    shutil.copytree(filled, store, symlinks=True)

    def concepts(*words: object) -> tuple[int, str, str]:
        return profgraph("--store", store, "concepts", *words)

    status, out, told = concepts("propose", "-o", file, "--kind", "skill", "--standard", "16.020")
    assert (status, out) == (0, "")
    assert told.startswith("concepts: 33, pairs proposed: 1, seconds: ")
    assert concepts("propose", "--kind", "action")[1].count("\n") == 4
    accepted = "new decisions: {}, made before: {}; concepts merged into others: 1\n"
    assert concepts("accept", file, "--author", "Иванова") == (0, accepted.format(1, 0), "")
    assert concepts("accept", file, "--author", "Петров") == (0, accepted.format(0, 1), "")
    listed = json.loads(concepts("list", "--format", "json")[1])
    assert [{name: value for name, value in row.items() if name != "date"} for row in listed] == [DECIDED]
    status, out, told = concepts("reject", ONE, OTHER)
    assert (status, out, told[:4], told.count("\n")) == (1, "", f"«{PLAIN[:3]}", 1)
    exported = tmp_path / "решения.sssom.tsv"
    exported.write_text(concepts("list", "--format", "sssom")[1], encoding="utf-8")
    assert concepts("withdraw", file)[:2] == (0, "decisions withdrawn: 1; concepts merged into others: 0\n")
    assert json.loads(concepts("list", "--format", "json")[1]) == []
    # Who decided and when is kept where decisions go from store to store.
    assert concepts("accept", exported)[:2] == (0, accepted.format(1, 0))
    assert json.loads(concepts("list", "--format", "json")[1]) == listed


def test_what_is_close_is_merged_only_where_that_is_said(profgraph: Run, filled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "pairs.sssom.tsv"
    shutil.copytree(filled, store, symlinks=True)
    proposed = profgraph("--store", store, "concepts", "propose")[1]
    file.write_text(proposed.replace("skos:exactMatch", "skos:closeMatch"), encoding="utf-8")
    told = "new decisions: 1, made before: 0; concepts merged into others: {}\n"
    assert profgraph("--store", store, "concepts", "accept", file)[:2] == (0, told.format(0))
    assert profgraph("--store", store, "concepts", "withdraw", ONE, OTHER)[0] == 0
    assert profgraph("--store", store, "concepts", "accept", "--exact", file)[:2] == (0, told.format(1))
    rows = list(csv.DictReader(profgraph("--store", store, "concepts", "list", "--format", "csv")[1].splitlines()))
    assert [(row["verdict"], row["confidence"]) for row in rows] == [("same", "0.99")]


def test_misuse_is_told_in_a_line(profgraph: Run, filled: Path, tmp_path: Path) -> None:
    wrong = (("accept", ONE, OTHER, ONE), ("accept", tmp_path / "нет.tsv"), ("reject", "Танцевать", OTHER))
    for words in wrong:
        status, out, told = profgraph("--store", filled, "concepts", *words)
        assert (status, out, told.count("\n")) == (2, "", 1)
    status, out, told = profgraph("--store", filled, "concepts", "propose", "--standard", "99.999")
    assert (status, out, told.count("\n")) == (2, "", 1)


def test_beside_a_server_the_page_of_the_concept_tells_who_decided(
    profgraph: Run, filled: Path, tmp_path: Path, editing: Callable[[Path], AbstractContextManager[FlaskClient]]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(filled, store, symlinks=True)
    with editing(store) as client:
        assert profgraph("--store", store, "concepts", "accept", ONE, OTHER, "--author", "Иванова")[0] == 0
        page = client.get(f"/doc/concept/{ONE}", headers={"Accept": "text/html"}).text
        graphs = (MINTER.curated(), MINTER.merged())
        refusals = [client.post("/update", data={"update": f"CLEAR GRAPH <{graph}>"}) for graph in graphs]
        section = page.partition('<section aria-labelledby="decisions">')[2].partition("</section>")[0]
        assert (section.count("<li>"), section.count(f"/doc/concept/{OTHER}"), section.count("Иванова, ")) == (1, 1, 1)
        assert page.count('<span class="code">B/03.6</span>') == 1
    assert [(refused.status_code, refused.get_json()["detail"]) for refused in refusals] == [
        (409, f"the graph <{graph}> cannot be changed: it is kept by profgraph concepts accept|reject|withdraw")
        for graph in graphs
    ]
