"""Editions of classifiers: how their codes are made, and how they are read from files and written as SKOS."""
