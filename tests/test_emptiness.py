"""What is said of an answer without rows: each question about codes has its causes, as a page and as a command."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import main
from profgraph.ontology.terms import PS, RDF
from profgraph.queries.catalogue import catalogue, question
from profgraph.queries.emptiness.causes import CAUSES, why_empty
from profgraph.queries.rendering import SERIALISED, has_no_row, serialised
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

EXAMPLE = "http://localhost/example/"
# The references of each standard by their evidence.
STANDARDS = {"silent": [], "open": ["not-provable", "not-provable", "no-code"], "bound": ["code-form"]}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three standards that have nothing but references to classifiers."""
    folder = tmp_path_factory.mktemp("emptiness") / "store"
    graph = URIRef(f"{EXAMPLE}graph")
    with Writer.open(folder) as writer:
        quads = {(URIRef(EXAMPLE + name), RDF.type, PS.StandardVersion, graph) for name in STANDARDS}
        for name, evidences in STANDARDS.items():
            for number, evidence in enumerate(evidences):
                reference = URIRef(f"{EXAMPLE}{name}/{number}")
                quads.add((URIRef(EXAMPLE + name), PS.hasSectionIReference, reference, graph))
                quads.add((reference, PS.editionEvidence, Literal(evidence), graph))
        writer.apply(Changes(add=frozenset(quads)))
        writer.publish()
    return folder


@pytest.fixture(scope="module")
def store(few: Path) -> Iterator[EmbeddedStore]:
    """Yield the store with the three standards."""
    with EmbeddedStore(few) as opened:
        yield opened


SILENT = (
    "the standards that were asked about name no codes of classifiers, neither in section I nor in their generalised "
    "functions"
)
OPEN = (
    "no reference is bound to an edition: not provable 2, no code 1; what they may be: profgraph query "
    "unproven-codes; whole lists help: profgraph classifiers import"
)
NO_COUNTERPART = (
    "references to classifiers: form of the code 1; their items have no correspondence in the store, nor the same "
    "code in another edition: import editions and tables: profgraph classifiers import, profgraph crosswalks import"
)
TOLD = [
    *((name, "silent", SILENT) for name in ("classifier-codes", "codes-in-use", "current-codes", "unproven-codes")),
    ("classifier-codes", "open", None),
    ("codes-in-use", "open", OPEN),
    ("codes-in-use", "bound", None),
    ("current-codes", "bound", NO_COUNTERPART),
    ("unproven-codes", "bound", "all references to classifiers are bound to editions: form of the code 1"),
]


@pytest.mark.parametrize(("name", "standard", "told"), TOLD)
def test_the_codes_of_standards_are_told_of(store: EmbeddedStore, name: str, standard: str, told: str | None) -> None:
    why = why_empty(question(name), {"standard": [URIRef(EXAMPLE + standard)]}, store)
    assert (why.en if why else None) == told


@pytest.mark.parametrize("name", ["classifier-codes", "codes-in-use", "current-codes", "unproven-codes"])
def test_without_an_edition_in_force_only_the_day_is_told_of(store: EmbeddedStore, name: str) -> None:
    assert why_empty(question(name), {"standard": []}, store) is None


NOT_HELD = (
    "the store has no item okved 2001 E, as the edition okved 2001 is not loaded as a whole; import it: profgraph "
    "classifiers import okved 2001 FILE; what there is: profgraph classifiers list"
)
NO_LINK = (
    "no crosswalk in the store names this code, or one under it; import a table: profgraph crosswalks import; what "
    "there is: profgraph crosswalks list"
)
COMPARED = (
    "compared with the items of the editions: okved 2014; this code and those under it are not there, or mean the same"
)
ALONE = (
    "the store has no items of other editions of esco-groups to compare with; import an edition: profgraph "
    "classifiers import; what there is: profgraph classifiers list"
)
NOBODY = (
    "the standards that were asked about (without standard=, the newest edition of each) name neither this code nor "
    'one under it; for codes of other editions: profgraph query functions-by-correspondence code="okso 2016 '
    '2.13.00.00"'
)
OF_CODES = [
    ("code-tree", "okved 2001 E", NOT_HELD),
    ("code-drift", "okved 2001 E", NOT_HELD),
    ("code-correspondences", "okved 2001 E", NOT_HELD),
    ("code-correspondences", "okved 2001 40", NO_LINK),
    ("code-drift", "okved 2001 40", COMPARED),
    ("code-drift", "esco-groups 1.1.1 31", ALONE),
    ("functions-by-code", "okso 2016 2.13.00.00", NOBODY),
]


@pytest.mark.parametrize(("name", "code", "told"), OF_CODES)
def test_the_page_of_a_question_says_why_a_code_has_no_rows(
    client: FlaskClient, name: str, code: str, told: str
) -> None:
    fields = {"code": code, "lang": "en"}
    text = client.get(f"/q/{name}", query_string=fields, headers={"Accept": "text/html"}).text
    said = [unescape(one) for one in re.findall(r'<p class="note" role="status">(.*?)</p>', text)]
    assert said == [f"{told[0].upper()}{told[1:]}."]


def test_each_question_about_codes_has_a_cause_and_each_cause_a_question() -> None:
    about = {name for name, one in catalogue().items() if one.items or "code" in {it.type for it in one.parameters}}
    assert {name for name, one in catalogue().items() if one.causes} == about
    assert {cause for one in catalogue().values() for cause in one.causes} == {*CAUSES}


ROWS = {"none": ("", True), "unbound": ("UNDEF", False), "lines": ('"a\\nb"', False)}


@pytest.mark.parametrize("form", [one for one in SERIALISED if one in {"csv", "tsv", "json", "xml"}])
@pytest.mark.parametrize("rows", ROWS)
def test_an_answer_in_any_format_tells_whether_it_has_rows(store: EmbeddedStore, form: str, rows: str) -> None:
    values, is_empty = ROWS[rows]
    body = serialised(store, f"SELECT ?x WHERE {{ VALUES ?x {{ {values} }} }}", form)
    assert has_no_row(body, form) is is_empty


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "xlsx"])
def test_the_command_says_why_whatever_the_format(
    few: Path, tmp_path: Path, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "code-drift", "code=esco-groups 1.1.1 31", "--format", form, "-o", str(tmp_path / f"a.{form}")]
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(few), "--lang", "en", *words])
    assert (ended.value.code, capfd.readouterr().err) == (0, f"{ALONE}\n")
