"""Concepts of different wording: which may be the same, and what people decided about them."""
