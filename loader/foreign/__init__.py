"""Graphs of others: read, compared with our vocabulary by a mapping, and kept each in graphs of its own."""
