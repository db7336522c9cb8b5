"""Which silence is it? What is held of each sitting and, when it is missing, why: seven silences that are never merged (method, 8)."""
