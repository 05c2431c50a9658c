"""Loaders: one module per source, bytes in, claims out. They never touch the store or the network."""
