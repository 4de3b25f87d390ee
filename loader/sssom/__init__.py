"""SSSOM/TSV, the form in which mappings are exchanged, https://mapping-commons.github.io/sssom/: read and written."""
