"""Every term of ours that a rule, question, shape, data file or module names is declared in the ontology."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import PS
from rdflib.namespace import RDF

ROOT = Path(str(files("profgraph")))
DECLARED = {str(term).removeprefix(str(PS)) for term in ontology_graph().subjects(RDF.type) if term in PS}
USES = {
    "ontology/rules/*.rq": r"\bps:(\w+)",
    "ontology/alignment/*.ttl": r"\bps:(\w+)",
    "ontology/classifiers/*.ttl": r"\bps:(\w+)",
    "ontology/correspondences/*.ttl": r"\bps:(\w+)",
    "ontology/international/*.ttl": r"\bps:(\w+)",
    "queries/*.rq": r"\bps:(\w+)",
    "shapes/*.ttl": r"\bps:(\w+)",
    "ontology/*.py": r"\bPS\.(\w+)",
    "store/*.py": r"\bPS\.(\w+)",
    "shapes/*.py": r"\bPS\.(\w+)",
    "loader/**/*.py": r"\bPS\.(\w+)",
    "queries/*.py": r"\bPS\.(\w+)",
    "comparison/**/*.py": r"\bPS\.(\w+)",
    "web/*.py": r"\bPS\.(\w+)",
}


@pytest.mark.parametrize("pattern", USES)
def test_terms_are_declared(pattern: str) -> None:
    undeclared = {
        f"{file.relative_to(ROOT)}: {term}"
        for file in ROOT.glob(pattern)
        for term in set(re.findall(USES[pattern], file.read_text("utf-8"))) - DECLARED
    }
    assert undeclared == set()
