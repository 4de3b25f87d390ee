"""What is reported of documents, written for people (terminal, HTML) and for programs (JSON, Turtle)."""
