"""The command `profgraph graph` as a person runs it: what it tells, and how it ends."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import main
from profgraph.settings import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Written = Callable[..., Path]

GRAPH = """@prefix e: <https://e.example/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ps: <https://w3id.org/profgraph/ns#> .
e:rope a e:Skill ; rdfs:label "Rope work" . [] e:needs e:rope .
ps:SkillConcept a <http://www.w3.org/2002/07/owl#Class> ."""
MAPPING = """@prefix e: <https://e.example/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ps: <https://w3id.org/profgraph/ns#> .
e:Skill rdfs:subClassOf ps:SkillConcept . e:needs rdfs:subPropertyOf ps:requiresSkill . <> rdfs:label "ours" ."""


def run(capsys: pytest.CaptureFixture[str], store: Path, *words: object, lang: str = "en") -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(store), "--lang", lang, "graph", *map(str, words)])
    return ended.value.code, *capsys.readouterr()


def test_a_graph_is_added_listed_shown_and_removed(
    capsys: pytest.CaptureFixture[str], store: Path, written: Written
) -> None:
    graph, mapping = written(GRAPH), written(MAPPING.replace("<>", "<urn:map>"), "map.ttl")
    counts = "triples 3, blank nodes named 1, alignments 2, triples inferred 5"
    repeated = f"  triples that <{BASE}graph/ontology> holds already, not stored twice: 1\n"
    others = "  other triples in the mapping file, not stored: 1\n"
    for state in ("added", "unchanged"):
        told = f"theirs.ttl: graph theirs {state}: {counts}\n{repeated}{others}"
        assert run(capsys, store, "add", "theirs", graph, "--mapping", mapping) == (0, told, "")
    code, listed, _ = run(capsys, store, "list", "--format", "csv")
    assert (code, listed) == (0, "name,triples,alignments,inferred,source\r\ntheirs,3,2,5,theirs.ttl\r\n")
    code, shown, _ = run(capsys, store, "show", "theirs", "--format", "json")
    facts = {row["what"]: row["value"] for row in json.loads(shown)}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+00:00", facts.pop("added (UTC, by the log)"))
    assert [re.fullmatch(r"sha256:[0-9a-f]{64}", facts.pop(f"digest of the {one}")) for one in ("file", "mapping")]
    assert facts == {
        "from": "theirs.ttl", "form of the file": "text/turtle", "triples": 3, "mapping from": "map.ttl",
        "inferred by mapping and rules": 5, "rdfs:subClassOf": 1, "rdfs:subPropertyOf": 1,
    }  # fmt: skip
    assert run(capsys, store, "remove", "theirs") == (0, "theirs: the graph was removed, triples: 24\n", "")
    assert run(capsys, store, "list", "--format", "csv")[1] == "name,triples,alignments,inferred,source\r\n"
    for words in (("show", "theirs"), ("remove", "theirs")):
        gone = "the store has no graph of others called 'theirs'; there are: —\n"
        assert run(capsys, store, *words) == (2, "", gone)


def test_what_is_refused_makes_no_store(capsys: pytest.CaptureFixture[str], tmp_path: Path, written: Written) -> None:
    new = tmp_path / "new"
    refused = written(f"<{BASE}standard/16.020> <urn:b> <urn:c> .")
    assert run(capsys, new, "add", "theirs", refused, lang="ru") == (
        1,
        "",
        (
            f"theirs.ttl, тройка 1 (<{BASE}standard/16.020> <urn:b> <urn:c>): чужой граф говорит об узле этого "
            "хранилища; уберите тройку, соответствие задайте через --mapping\n"
        ),
    )
    missing = tmp_path / "none.ttl"
    told = f"{missing}: cannot be opened (No such file or directory); check the name and the permissions\n"
    assert run(capsys, new, "add", "theirs", missing) == (2, "", told)
    told = (
        "https://e.example/a: nothing may be fetched from this site; fetch the file yourself, or allow it: "
        "PROFGRAPH_SOURCES=https://e.example\n"
    )
    assert run(capsys, new, "add", "theirs", "https://e.example/a") == (2, "", told)
    assert not new.exists()
