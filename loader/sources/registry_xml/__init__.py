"""Reads the XML that the Ministry's registry of professional standards exports."""
