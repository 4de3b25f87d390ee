"""Pages for methodologists: a standard, a function, a concept, a classifier code, each with what it is about."""
