"""dealgraph: the partnership and deal knowledge graph of digital infrastructure."""
