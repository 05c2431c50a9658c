"""The reference pages: generated from the classes, the headers and the commands, with examples that were run."""
