"""The HTTP face: SPARQL and pages."""
