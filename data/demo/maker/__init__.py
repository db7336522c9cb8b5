"""The workshop of the fictional town: sources (YAML) in, a static municipal site out. Not imported by the program."""
