"""Why the answer to a question about codes of classifiers is empty, and what to do about it."""
