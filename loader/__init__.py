"""From a document to the triples of one version: read, recognise, build, infer, commit."""
