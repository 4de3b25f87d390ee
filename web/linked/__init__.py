"""Linked data: every IRI of the data resolves to a document about it, as a page and as RDF."""
