"""The graph from Python: typed rows with their evidence, tables, networks, notebooks."""
