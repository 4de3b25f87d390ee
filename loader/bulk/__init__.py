"""Loads many documents: processes read them, one writer commits them in batches."""
