"""SHACL shapes and the code that runs them."""
