"""The report as Turtle: a validation report that is well formed, stable, and says where everything stands."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message
from profgraph.loader.findings import review
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import PS, RDF, SH, Minter
from profgraph.settings import BASE
from profgraph.shapes.rendering.turtle import to_turtle
from profgraph.shapes.report import FileReport, Finding, Level
from profgraph.shapes.validation import checks
from rdflib import Graph, Literal
from rdflib.compare import isomorphic

SAID = Message(ru="Не так.", en="Wrong.")
PREFIXES = """
@prefix ps: <https://w3id.org/profgraph/ns#> .
@prefix pss: <https://w3id.org/profgraph/shapes#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix v: <https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/> .
"""
VERSION = "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08>"
WHOLE = f"""{PREFIXES}
[] a sh:ValidationReport ; rdfs:label "16.020 Специалист, приказ 620н от 08.09.2014"@ru ; sh:conforms true ;
  ps:concerns {VERSION} ; prov:wasDerivedFrom _:order ;
  sh:result [ a sh:ValidationResult ; sh:focusNode <{VERSION[1:-1]}/B/03.6/skill-2> ; sh:resultSeverity sh:Warning ;
      sh:sourceShape pss:Verb ; sh:sourceConstraintComponent sh:SPARQLConstraintComponent ;
      sh:value "Выработка вариантов решений"@ru ; sh:resultMessage "Не так: Verb."@ru , "Wrong: Verb."@en ;
      ps:concerns {VERSION} ; prov:wasDerivedFrom _:lines ] .
[] a ps:Diagnostic ; ps:concerns {VERSION} ; ps:diagnosticCode "section-missing" ; ps:severity "warning" ;
  ps:message "нет раздела IV: проверьте, полон ли документ"@ru , "section-missing in English"@en .
_:order a ps:SourceDocument ; ps:fileName "order.txt" ; ps:hasFragment _:lines .
_:lines a ps:SourceFragment ; ps:firstLine 257 ; ps:lastLine 257 ; ps:paragraph 2 .
[] a sh:ValidationReport ; rdfs:label "notes.txt" ; sh:conforms false ; prov:wasDerivedFrom _:notes .
[] a ps:Diagnostic ; ps:severity "error" ; prov:wasDerivedFrom _:notes ;
  ps:message "notes.txt: это не стандарт"@ru , "notes.txt: this is no standard"@en .
_:notes a ps:SourceDocument ; ps:fileName "notes.txt" .
"""
# What section 3.6 of SHACL asks of a report, and one place more.
WELL_FORMED = f"""{PREFIXES}
pss:Reported a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
  sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:result ; sh:class sh:ValidationResult ] .
pss:Resulted a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
  sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( sh:Violation sh:Warning sh:Info ) ] ,
    [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:value ; sh:maxCount 1 ] ,
    [ sh:path sh:resultMessage ; sh:minCount 2 ; sh:uniqueLang true ] ,
    [ sh:path prov:wasDerivedFrom ; sh:class ps:SourceFragment ] .
"""


def parsed(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def test_the_whole_report(faulty: FileReport, refused: FileReport) -> None:
    warned = replace(faulty, findings=(faulty.findings[0], faulty.findings[4]))
    assert isomorphic(parsed(to_turtle([warned, refused])), parsed(WHOLE))


def test_equal_reports_are_equal_documents(faulty: FileReport, refused: FileReport) -> None:
    assert to_turtle([faulty, refused]) == to_turtle([replace(faulty), replace(refused)])


def test_the_report_on_a_real_document_is_well_formed() -> None:
    text = bundled().read_text(encoding="utf-8").replace("Вырабатывать варианты", "Выработка вариантов")
    report = review(text.encode(), "order.txt", Minter(BASE))
    graph = parsed(to_turtle([report]))
    assert checks(parsed(WELL_FORMED)).results(graph) == ()
    results = [one for one in report.findings if one.shape]
    assert results
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == len(results)
    assert len(set(graph.subjects(RDF.type, PS.Diagnostic))) == len(report.findings) - len(results)


@given(st.text())
def test_any_value_comes_through(text: str) -> None:
    value = Literal(text, lang="ru")
    finding = Finding(Level.INFO, "Any", SAID, (), shape="urn:shape", focus="urn:focus", term=value.n3())
    graph = parsed(to_turtle([FileReport("a.txt", version="urn:version", findings=(finding,))]))
    assert list(graph.objects(None, SH.value)) == [value]


def test_a_literal_that_shapes_had_for_focus_stays_one() -> None:
    finding = Finding(Level.INFO, "Any", SAID, (), shape="urn:shape", focus="A/01.5 <b>")
    graph = parsed(to_turtle([FileReport("a.txt", version="urn:version", findings=(finding,))]))
    assert list(graph.objects(None, SH.focusNode)) == [Literal("A/01.5 <b>")]
