"""The queries behind the pages that describe the data, as a reader can run them."""

from __future__ import annotations

CLASSES = """\
SELECT ?class ?nodes
WHERE { GRAPH ?graph { ?part void:class ?class ; void:entities ?nodes } }
ORDER BY DESC(?nodes) ?class
"""
PROPERTIES = """\
SELECT ?property ?triples
WHERE { GRAPH ?graph { ?part void:property ?property ; void:triples ?triples } }
ORDER BY DESC(?triples) ?property
"""
FAMILIES = """\
SELECT ?part ?triples
WHERE { GRAPH ?graph { ?dataset void:subset ?part . ?part a void:Dataset ; void:triples ?triples } }
ORDER BY DESC(?triples) ?part
"""
LINKS = """\
SELECT ?edition ?property ?triples
WHERE {
  GRAPH ?graph {
    ?links a void:Linkset ; void:objectsTarget ?edition ; void:linkPredicate ?property ; void:triples ?triples
  }
}
ORDER BY DESC(?triples) ?edition ?property
"""
PREFIXES = """\
SELECT ?prefix ?namespace
WHERE { GRAPH ?graph { ?dataset sh:declare ?declared . ?declared sh:prefix ?prefix ; sh:namespace ?namespace } }
ORDER BY ?prefix
"""
EDITIONS = """\
SELECT ?version ?code ?name ?date
WHERE {
  GRAPH ?graph {
    ?version a ps:StandardVersion ; ps:code ?code ; ps:name ?name .
    OPTIONAL { ?version ps:orderDate ?date }
  }
}
ORDER BY ?code ?date ?version
"""
