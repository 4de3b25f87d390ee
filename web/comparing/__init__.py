"""The page that compares two editions, and the same comparison as files."""
