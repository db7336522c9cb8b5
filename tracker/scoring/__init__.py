"""Scoring: predictions and truth to figures, pure functions that the `evaluate` verbs print."""
