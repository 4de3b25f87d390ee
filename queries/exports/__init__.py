"""The standards in the formats of others: ESCO, CTDL-ASN, CASE, SKOS, SSSOM, and the table of curriculum tools."""
