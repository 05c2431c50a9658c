"""What follows from the classes, the headers and the commands: files that are written by `python -m kg.derive`."""
