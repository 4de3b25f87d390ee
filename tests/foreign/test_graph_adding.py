"""A graph of others beside the standards: what it says in our vocabulary, what it repeats, and that it goes again."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.errors import ProfGraphError, RefusedError
from profgraph.loader.foreign.adding import Added, names, refuse_name, remove_graph
from profgraph.loader.pipeline import bundled, load
from profgraph.ontology.terms import PS, RDFS, SKOS
from profgraph.queries.catalogue import bound_text, question
from profgraph.queries.exporting import export_file
from profgraph.queries.parameters import loaded_versions
from profgraph.queries.rendering import serialised
from profgraph.settings import BASE
from profgraph.store.backups import read
from profgraph.store.backups import written as backed_up
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer
from rdflib import OWL, Graph, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from flask.testing import FlaskClient

    Put = Callable[..., Added]
    Written = Callable[..., Path]
    Held = Callable[[Path], list[bytes]]
    Editing = Callable[..., AbstractContextManager[FlaskClient]]

ANSWERS = Path(__file__).parent / "answers"
OTHER_BASE = "https://other.example/id/"
CONCEPT = f"{BASE}concept/knowledge/"
PREFIXES = f"@prefix ps: <{PS}> . @prefix rdfs: <{RDFS}> . @prefix skos: <{SKOS}> . @prefix owl: <{OWL}> .\n"
CTDL = f"""{PREFIXES}@prefix ceasn: <http://purl.org/ctdlasn/terms/> .
ceasn:Competency rdfs:subClassOf ps:CompetenceStatement .
ceasn:competencyText owl:equivalentProperty ps:verbatimText .
ceasn:CompetencyFramework rdfs:subClassOf ps:ProfessionalStandard .
ceasn:name rdfs:subPropertyOf ps:name .
ceasn:hasChild rdfs:subPropertyOf ps:states .
"""
SARO = """# curie_map:
#   saro: http://w3id.org/saro#
#   hr: https://hr.example/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence
saro:Skill\trdfs:subClassOf\tps:SkillConcept\tsemapv:ManualMappingCuration\t0.9
saro:requiresSkill\trdfs:subPropertyOf\tps:requiresSkill\tsemapv:ManualMappingCuration\t0.9
saro:requiresKnowledge\trdfs:subPropertyOf\tps:requiresKnowledge\tsemapv:ManualMappingCuration\t
ps:WorkFunction\towl:equivalentClass\tsaro:JobRoleOrType\tsemapv:ManualMappingCuration\t0.8
hr:electrics\tskos:exactMatch\t{concept}\tsemapv:ManualMappingCuration\t1
hr:electrician\tskos:broadMatch\t{item}\tsemapv:ManualMappingCuration\t0.7
"""
# SARO is a vocabulary: whoever uses it says something like this.
PEOPLE = """
@prefix hr: <https://hr.example/> .
hr:electrician a saro:JobRoleOrType ; rdfs:label "Electrician" ;
    saro:requiresSkill hr:ropes , [ a saro:Tool ; rdfs:label "Ladders" ] ; saro:requiresKnowledge hr:electrics .
hr:ropes a saro:Skill ; rdfs:label "Rope work" .
hr:electrics rdfs:label "Electrical engineering and mechanics" .
"""


def asked(folder: Path, name: str, **arguments: str) -> str:
    with EmbeddedStore(folder) as store:
        return serialised(store, bound_text(question(name), arguments, store), "csv").decode()


def of_concept(folder: Path) -> str:
    """Return the IRI of the concept behind a row of the bundled standard."""
    with EmbeddedStore(folder) as store:
        query = 'SELECT ?c { ?c a ps:KnowledgeConcept ; ps:foldedText "основы электротехники и механики" }'
        return str(store.query(query).rows[0][0])  # type: ignore[union-attr]  # a SELECT


def in_two_graphs(lines: list[bytes]) -> list[ox.Triple]:
    triples = Counter(quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
    return [triple for triple, number in triples.items() if number > 1]


def answer(name: str) -> str:
    return (ANSWERS / f"{name}.csv").read_bytes().decode()


@pytest.fixture
def saro(ontologies: Path, store: Path, written: Written) -> tuple[Path, Path]:
    """Return SARO with what somebody says in its words, and a mapping of both."""
    graph = written((ontologies / "saro.ttl").read_text(encoding="utf-8") + PEOPLE, "saro.ttl")
    table = SARO.format(concept=of_concept(store), item=f"{BASE}classifier/okz/1993/3113")
    return graph, written(table, "saro.sssom.tsv")


def test_a_framework_of_ctdl_answers_beside_the_standards(
    ontologies: Path, store: Path, written: Written, put: Put, held: Held
) -> None:
    before, own = held(store), asked(store, "competences-everywhere")
    with Writer.open(store) as writer:
        framework = ontologies / "ctdlasn_ConnectingCredentials.ttl"
        first = put(writer, "ctdl", framework, written(CTDL, "ctdl.ttl"))
        again = put(writer, "ctdl", framework, written(CTDL, "ctdl.ttl"))
    assert first == Added(865, 366, 0, 5, 0, {}, changed=True)
    assert again == Added(865, 366, 0, 5, 0, {}, changed=False)
    assert asked(store, "competences-everywhere", **{"from": "ctdl"}) == answer("ctdl")
    texts = Graph().parse(framework).objects(None, URIRef("http://purl.org/ctdlasn/terms/competencyText"))
    assert {row["text"] for row in csv.DictReader(io.StringIO(answer("ctdl")))} == set(map(str, texts))
    assert asked(store, "competences-everywhere", **{"from": "own"}) == own
    both = asked(store, "competences-everywhere").splitlines()
    assert both == [*answer("ctdl").splitlines(), *own.splitlines()[1:]]
    assert in_two_graphs(held(store)) == []
    with Writer.open(store) as writer:
        assert names(writer) == ["ctdl"]
        remove_graph(writer, "ctdl")
        writer.publish()
    assert held(store) == before


def test_saro_answers_beside_the_standards(saro: tuple[Path, Path], store: Path, put: Put, held: Held) -> None:
    with Writer.open(store) as writer:
        done = put(writer, "saro", *saro)
    assert done == Added(368, 16, 1, 6, 0, {}, changed=True)
    assert asked(store, "competences-everywhere", **{"from": "saro"}) == answer("saro")
    # What is theirs comes with a function of ours by the concept that both require.
    by_function = asked(store, "competences-everywhere", function="A/01.5", **{"from": "saro"})
    assert by_function == answer("saro-A-01.5")
    alignments = list(csv.DictReader(io.StringIO(asked(store, "alignments"))))
    theirs = [row for row in alignments if row["graph"] == "saro"]
    assert [(row["subject"], row["confidence"]) for row in theirs] == [
        ("http://w3id.org/saro#JobRoleOrType", "0.8"),
        ("http://w3id.org/saro#Skill", "0.9"),
        ("http://w3id.org/saro#requiresKnowledge", ""),
        ("http://w3id.org/saro#requiresSkill", "0.9"),
        ("https://hr.example/electrician", "0.7"),
        ("https://hr.example/electrics", "1"),
    ]
    assert in_two_graphs(held(store)) == []


@pytest.fixture(scope="module")
def neighbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled standard as somebody else publishes it, under a base of his own."""
    folder = tmp_path_factory.mktemp("neighbour")
    with Writer.open(folder / "store", base=OTHER_BASE) as writer:
        list(load([bundled()], writer))
        writer.publish()
    with EmbeddedStore(folder / "store") as store:
        export_file(store, folder / "theirs.ttl", "16.020", lang="en")
    return folder / "theirs.ttl"


def test_a_graph_in_our_own_vocabulary_answers_beside_the_standards(
    neighbour: Path, store: Path, put: Put, held: Held
) -> None:
    own = asked(store, "competences-everywhere")
    with Writer.open(store) as writer:
        done = put(writer, "neighbour", neighbour)
    assert (done.alignments, done.repeats, done.changed) == (0, {}, True)
    theirs = asked(store, "competences-everywhere", **{"from": "neighbour"})
    assert sorted(theirs.splitlines()) == sorted(line.replace("own,", "neighbour,", 1) for line in own.splitlines())
    # Its editions are not those that were loaded: a code means ours, and other questions answer as before.
    with EmbeddedStore(store) as reader:
        assert [one.iri.startswith(BASE) for one in loaded_versions(reader)] == [True]
    expected = (ANSWERS.parent.parent / "answers" / "competences.csv").read_bytes().decode()
    assert asked(store, "competences", standard="16.020") == expected
    assert asked(store, "competences") == expected
    assert in_two_graphs(held(store)) == []


def test_what_others_require_is_ours_where_the_mapping_says_so(
    neighbour: Path, store: Path, put: Put, written: Written
) -> None:
    concept = of_concept(store)
    mapping = f"{PREFIXES}<{concept.replace(BASE, OTHER_BASE)}> skos:exactMatch <{concept}> ."
    with Writer.open(store) as writer:
        assert put(writer, "neighbour", neighbour, written(mapping, "map.ttl")).alignments == 1
    found = list(csv.DictReader(io.StringIO(asked(store, "competences-everywhere", function="A/01.5"))))
    assert {row["text"] for row in found if row["graph"] == "neighbour"} == {"Основы электротехники и механики"}


def test_triples_that_repeat_others_are_counted_and_not_stored_twice(
    store: Path, written: Written, put: Put, held: Held
) -> None:
    said = f'{PREFIXES}ps:SkillConcept a owl:Class .\n<https://e.example/a> rdfs:label "a" , "b" .'
    with Writer.open(store) as writer:
        put(writer, "first", written('<https://e.example/a> <http://www.w3.org/2000/01/rdf-schema#label> "a" .'))
        done = put(writer, "second", written(said))
    repeats = {f"{BASE}graph/foreign/first": 1, f"{BASE}graph/ontology": 1}
    assert done == Added(1, 0, 0, 0, 0, repeats, changed=True)
    assert in_two_graphs(held(store)) == []


def test_nobody_else_speaks_of_our_vocabulary(store: Path, written: Written, put: Put, held: Held) -> None:
    before = held(store)
    with Writer.open(store) as writer, pytest.raises(RefusedError) as refused:
        put(writer, "theirs", written(f'{PREFIXES}ps:SkillConcept rdfs:label "mine" .'))
    assert refused.value.message.en == (
        "theirs.ttl: a graph of others says of terms of ps: what they do not (triples: 1), for example "
        f'<{PS}SkillConcept> <{RDFS.label}> "mine"; take these triples out, align terms by --mapping; of another '
        "store of ProfGraph take one edition at a time: export --standard"
    )
    assert held(store) == before


def test_a_file_that_changed_takes_the_place_of_the_one_before(
    store: Path, written: Written, put: Put, held: Held
) -> None:
    with Writer.open(store) as writer:
        put(writer, "theirs", written('<https://e.example/a> <https://e.example/b> "1" , [] .'))
        put(writer, "theirs", written('<https://e.example/a> <https://e.example/b> "2" , [] .'))
    graph = f"<{BASE}graph/foreign/theirs> .\n".encode()
    assert [line for line in held(store) if line.endswith(graph)] == [
        f'<https://e.example/a> <https://e.example/b> "2" {graph.decode()}'.encode(),
        f"<https://e.example/a> <https://e.example/b> <{BASE}foreign/theirs/1> {graph.decode()}".encode(),
    ]


def test_two_graphs_share_no_blank_node(store: Path, written: Written, put: Put, held: Held) -> None:
    with Writer.open(store) as writer:
        for name in ("one", "two"):
            put(writer, name, written("_:a <https://e.example/b> _:a ."))
    nodes = {line.split()[0].decode() for line in held(store) if b"e.example/b>" in line and b"/dataset/" not in line}
    assert nodes == {f"<{BASE}foreign/one/1>", f"<{BASE}foreign/two/1>"}


def test_beside_a_server_it_is_the_same_and_nobody_writes_there(
    saro: tuple[Path, Path], store: Path, put: Put, held: Held, editing: Editing
) -> None:
    before = held(store)
    with Writer.open(store) as writer:
        put(writer, "saro", *saro)
    alone = held(store)
    with Writer.open(store) as writer:
        remove_graph(writer, "saro")
        writer.publish()
    with editing(store) as client:
        with open_writer(store, purpose="graph add") as writing:
            assert put(writing, "saro", *saro).changed
        told = []
        for graph in ("foreign", "foreign/saro", "foreign/saro/inferred", "foreign/another"):
            update = f"INSERT DATA {{ GRAPH <{BASE}graph/{graph}> {{ <urn:a> <urn:b> <urn:c> }} }}"
            refused = client.post("/update", data={"update": update})
            deleted = client.delete("/graphs", query_string={"graph": f"{BASE}graph/{graph}"})
            told += [(refused.status_code, refused.get_json()["detail"]), deleted.status_code]
        assert held(store) == alone
        with open_writer(store, purpose="graph remove") as writing:
            remove_graph(writing, "saro")
            writing.publish()
    why = "it was loaded from a file: profgraph graph add|remove"
    assert [one for one in told if isinstance(one, tuple)] == [
        (409, f"the graph <{BASE}graph/{graph}> cannot be changed: {why}")
        for graph in ("foreign", "foreign/saro", "foreign/saro/inferred", "foreign/another")
    ]
    assert held(store) == before


def test_a_backup_holds_graphs_of_others_and_a_standard_comes_and_goes_beside_them(
    saro: tuple[Path, Path], store: Path, tmp_path: Path, put: Put, held: Held
) -> None:
    with Writer.open(store) as writer:
        put(writer, "saro", *saro)
        list(load([bundled()], writer))
        writer.publish()
    alone = held(store)
    with EmbeddedStore(store) as reader:
        backed_up(reader, tmp_path / "copy.nq.gz")
    copy = read(tmp_path / "copy.nq.gz")
    with Writer.open(tmp_path / "restored") as writer:
        writer.restore(copy.lines, copy.empty_graphs)
    assert held(tmp_path / "restored") == alone


@pytest.mark.parametrize("name", ["", "own", "A", "a/b", "-a", "a-", "ё", "a" * 65, "graph\n"])
def test_a_name_that_no_graph_can_have_is_refused(name: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        refuse_name(name)
    assert refused.value.message.en == (
        f"{name!r} is no name of a graph; lower-case letters, digits and hyphens are needed, and not own: esco, hr-2026"
    )


def test_a_graph_that_is_not_there_is_not_removed(store: Path, written: Written, put: Put) -> None:
    with Writer.open(store) as writer:
        put(writer, "theirs", written("<urn:a> <urn:b> <urn:c> ."))
        with pytest.raises(ProfGraphError) as refused:
            remove_graph(writer, "other")
    assert refused.value.message.en == "the store has no graph of others called 'other'; there are: theirs"
