"""Reads the PDF of an order: what stands on a page is found by its geometry, in a process that may be killed."""
