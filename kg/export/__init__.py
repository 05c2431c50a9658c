"""What leaves the graph: the canonical dump and, later, other formats."""
