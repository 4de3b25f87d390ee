"""ProfGraph: Russian professional standards as one RDF/OWL knowledge graph."""

__version__ = "0.1.0"
