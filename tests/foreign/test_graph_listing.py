"""A graph of others among the named graphs of the store: with its file, that of its mapping, and their digests."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.rendering import serialised
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

THEIRS = """
@prefix hr: <https://hr.example/> .
hr:ropes a hr:Skill ; hr:says "Rope work" .
"""
MAPPING = """
@prefix hr: <https://hr.example/> .
@prefix ps: <https://w3id.org/profgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
hr:Skill rdfs:subClassOf ps:SkillStatement .
hr:says rdfs:subPropertyOf ps:verbatimText .
"""


def test_a_graph_of_others_tells_its_files(
    store: Path, written: Callable[..., Path], put: Callable[..., object]
) -> None:
    with Writer.open(store) as writer:
        put(writer, "hr", written(THEIRS, "hr.ttl"), written(MAPPING, "words.ttl"))
    with EmbeddedStore(store) as held:
        answer = serialised(held, bound_text(catalogue()["named-graphs"], {"kind": "foreign"}, held), "csv")
    theirs, mapping = (hashlib.sha256(text.encode()).hexdigest() for text in (THEIRS, MAPPING))
    rows = [(row["graph"], row["source"], row["sourceDigest"]) for row in csv.DictReader(answer.decode().splitlines())]
    assert rows == [
        ("foreign", "", ""),
        ("foreign/hr", "hr.ttl", theirs),
        ("foreign/hr/inferred", "hr.ttl", theirs),
        ("foreign/hr/mapping", "words.ttl", mapping),
    ]
