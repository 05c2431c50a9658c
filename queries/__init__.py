"""The questions: one `.cypher` file each, and the reader of their headers."""
