"""What Neo4j Browser is given: favorites, a style, a guide."""
