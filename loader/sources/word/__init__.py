"""Reads an order saved by a word processor (DOCX)."""
