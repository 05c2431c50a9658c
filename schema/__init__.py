"""The vocabulary of dealgraph: entities, facts, claims, values, and how each maps to a graph."""
