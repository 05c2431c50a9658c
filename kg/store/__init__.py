"""Two stores behind one interface: ArcadeDB embedded in the process, and a Neo4j server."""
