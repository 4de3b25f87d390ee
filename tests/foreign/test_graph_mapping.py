"""A mapping: each line is read with its evidence, or refused with its place and what to do; nothing is stored then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import ProfGraphError, RefusedError
from profgraph.loader.foreign.lines import with_lines
from profgraph.loader.foreign.mapped import mapped
from profgraph.loader.foreign.mapping import read_mapping
from profgraph.ontology.terms import PS, RDFS, SKOS, Minter
from profgraph.settings import BASE
from profgraph.store.writer import Writer
from rdflib import OWL, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Written = Callable[..., Path]

E = "https://e.example/"
ITEM = f"{BASE}classifier/okz/1993/2143"
GRAPH = f"""@prefix e: <{E}> .
e:rope a e:Skill ; e:says "Rope work" .
e:electrician e:needs e:rope ."""
TURTLE = f"""@prefix ps: <{PS}> .
@prefix e: <{E}> .
@prefix rdfs: <{RDFS}> .
@prefix skos: <{SKOS}> .
@prefix owl: <{OWL}> .
"""
LAST = 6  # the line behind these
HEAD = f"# curie_map:\n#   e: {E}\n#   i: '{BASE}'\n# mapping_set_id: https://e.example/set\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tpredicate_modifier\n"
WHY = "semapv:ManualMappingCuration"


def rows(*lines: str) -> str:
    return HEAD + COLUMNS + "".join(f"{line}\n" for line in lines)


def test_both_forms_say_the_same_and_what_is_theirs_comes_first(written: Written) -> None:
    turtle = written(
        f"{TURTLE}<{E}set> a owl:Ontology ; rdfs:label 'Their words' .\n"
        f"ps:SkillConcept owl:equivalentClass e:Skill .\n<{ITEM}> skos:broadMatch e:rope .",
        "map.ttl",
    )
    table = written(
        rows(
            f"ps:SkillConcept\towl:equivalentClass\te:Skill\t{WHY}\t0.90\t",
            "",
            f"<{ITEM}>\tskos:broadMatch\te:rope\t{WHY}\t\t",
        ),
        "map.tsv",
    )
    expected = {
        (URIRef(f"{E}Skill"), OWL.equivalentClass, PS.SkillConcept),
        (URIRef(f"{E}rope"), SKOS.narrowMatch, URIRef(ITEM)),
    }
    first, second = (read_mapping(path, Minter(BASE)) for path in (turtle, table))
    assert {one.triple for one in first.alignments} == {one.triple for one in second.alignments} == expected
    assert (first.others, second.others) == (2, 0)
    assert [(one.place.en, one.confidence and str(one.confidence)) for one in second.alignments] == [
        ("map.tsv, row 6", "0.9"), ("map.tsv, row 8", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "map: no alignment; owl:equivalentClass, rdfs:subClassOf, skos:exactMatch and their like are needed"),
        ("no mapping", ("map: the mapping is readable neither as SSSOM TSV nor as Turtle: "
         "Parser error at line 1 between columns 1 and 3: no is not a valid subject or graph name; correct the file")),
        (f"{TURTLE}e:Skill rdfs:subClassOf e:Other .",
         (f"map, line {LAST}: <{E}Skill> <{RDFS.subClassOf}> <{E}Other>: one side must be of others, one of ps: "
         "or of this store; check the IRIs")),
        (f"{TURTLE}ps:SkillConcept rdfs:subClassOf e:Skill .",
         (f"map, line {LAST}: <{PS}SkillConcept> <{RDFS.subClassOf}> <{E}Skill>: the thing of others comes first, "
         "ours second: from the reverse nothing follows for the graph")),
        (f"{TURTLE}e:Skill skos:exactMatch 'ps:SkillConcept' .",
         f'map, line {LAST}: <{E}Skill> <{SKOS.exactMatch}> "ps:SkillConcept": an alignment joins two IRIs'),
        (rows(f"e:Skill\towl:sameAs\tps:SkillConcept\t{WHY}\t\t"),
         (f"map, row 6: <{E}Skill> <{OWL.sameAs}> <{PS}SkillConcept>: that is no alignment that is read; possible: "
         "owl:equivalentClass, owl:equivalentProperty, rdfs:subClassOf, rdfs:subPropertyOf, skos:broadMatch, "
         "skos:closeMatch, skos:exactMatch, skos:narrowMatch, skos:relatedMatch")),
        (rows(f"e:Skill\trdfs:subClassOf\tps:SkillConcept\t{WHY}\t\tNot"),
         "map, row 6: a negation (predicate_modifier) is not read; take the line out"),
        ("subject_id\tobject_id\ne:a\te:b\n",
         "map, row 1: this is no table of SSSOM: it lacks the columns predicate_id, mapping_justification; add them"),
        (COLUMNS, "map: no alignment; owl:equivalentClass, rdfs:subClassOf, skos:exactMatch and their like are needed"),
    ],
)  # fmt: skip
def test_a_mapping_that_says_nothing_of_use_is_refused(written: Written, text: str, told: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read_mapping(written(text, "map"), Minter(BASE))
    assert refused.value.message.en == told
    assert "\n" not in refused.value.message.ru


def test_each_triple_knows_the_line_in_which_it_ends() -> None:
    text = (
        '@prefix a: <urn:a:> .\n# a remark\r\na:b a:c a:d ;\n  a:e """two\nlines""" ,\n  1 .\n\n'
        "a:f\n a:g\n [ a:h a:i ] . a:j a:k a:l ."
    )
    ends = [(line, str(triple.predicate)) for line, triple in with_lines(text)]
    assert ends == [
        (3, "<urn:a:c>"), (5, "<urn:a:e>"), (6, "<urn:a:e>"), (10, "<urn:a:h>"), (10, "<urn:a:g>"), (10, "<urn:a:k>"),
    ]  # fmt: skip


def test_a_mapping_that_is_no_text_or_not_there_is_refused(written: Written, tmp_path: Path) -> None:
    told = []
    for path in (written(b"\xff\xfe\0", "map"), tmp_path / "none"):
        with pytest.raises(ProfGraphError) as refused:
            read_mapping(path, Minter(BASE))
        told.append(refused.value.message.en)
    assert told == [
        "map: not in UTF-8; save it in UTF-8",
        "none: cannot be opened (No such file or directory); check its name and permissions",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("e:Tool rdfs:subClassOf ps:SkillConcept", f"<{E}Tool> is not in the graph; check the IRI (http or https?)"),
        ("e:Skill rdfs:subClassOf ps:SkilConcept",
         f"<{PS}SkilConcept> is not a class of the ontology of this store; similar: ps:SkillConcept"),
        ("e:Skill rdfs:subClassOf ps:Zzz",
         (f"<{PS}Zzz> is not a class of the ontology of this store; the page /ns lists the terms, "
         "classes and properties")),
        ("e:needs rdfs:subPropertyOf ps:SkillConcept",
         (f"<{PS}SkillConcept> is not a property of the ontology of this store; the page /ns lists the terms, "
         "classes and properties")),
        ("e:rope skos:exactMatch ps:SkillConcept",
         (f"<{PS}SkillConcept> is not a concept, a function or a classifier item of this store; the page /ns "
         "lists the terms, classes and properties")),
        (f"e:rope skos:exactMatch <{BASE}concept/skill/0>",
         (f"<{BASE}concept/skill/0> is not a concept, a function or a classifier item of this store; load what the "
         "mapping refers to, or correct the IRI")),
    ],
)  # fmt: skip
def test_a_side_that_does_not_exist_is_refused_and_nothing_stored(
    store: Path,
    written: Written,
    put: Callable[..., object],
    held: Callable[[Path], list[bytes]],
    line: str,
    told: str,
) -> None:
    before = held(store)
    with Writer.open(store) as writer, pytest.raises(ProfGraphError) as refused:
        put(writer, "theirs", written(GRAPH), written(f"{TURTLE}{line} .", "map"))
    assert refused.value.message.en == f"map, line {LAST}: {told}"
    assert held(store) == before


def test_a_mapping_from_which_too_much_follows_is_refused() -> None:
    graph = f"<{E}a> <{E}b> <{E}c> .\n".encode()
    alignment = f"<{E}b> <{RDFS.subPropertyOf}> <{PS}requiresSkill> .\n".encode()
    assert mapped(graph, alignment, b"", "theirs").parts[0].decode().splitlines() == [
        f"<{E}a> <{PS}requires> <{E}c> .", f"<{E}a> <{PS}requiresSkill> <{E}c> .",
    ]  # fmt: skip
    with pytest.raises(RefusedError) as refused:
        mapped(graph, alignment, b"", "theirs", most=1)
    assert refused.value.message.en == (
        "theirs: by mapping and rules more than 1 triples follow (2); take a part of the graph, or of the mapping"
    )
