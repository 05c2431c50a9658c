"""Claims become facts: grouping, status, conflicts side by side, and the graph that people explore."""
