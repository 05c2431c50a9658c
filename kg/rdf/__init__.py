"""The graph as RDF and back: one table of shapes (`model`), from which writers, reader, SHACL and ontology follow."""
