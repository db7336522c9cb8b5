"""A programme being worked on: the machine's proposals (a file, replaceable) and what people decided of them (rows, for ever)."""
