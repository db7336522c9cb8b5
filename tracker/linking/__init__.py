"""Linking: suggestions that an act has to do with a pledge, never more than suggestions."""
