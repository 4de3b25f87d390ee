"""The vocabulary, its rules and classifiers, and every IRI that ProfGraph makes."""
