"""A comparison for people and for programs: text, HTML, JSON, XLSX, Turtle."""
