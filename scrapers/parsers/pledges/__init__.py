"""Programmes read as pledges: pure functions from passages to proposals that a person decides on."""
