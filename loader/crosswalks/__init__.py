"""Crosswalks between editions of classifiers: read from tables, followed from codes, judged and written as XKOS."""
