"""The editor of queries: what it needs of the data, and what its page says."""
