"""From a `Standard` to the asserted triples of its version, one module a part of the document."""
