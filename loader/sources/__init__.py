"""One reader per document format, all giving the same neutral `Document`."""
