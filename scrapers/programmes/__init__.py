"""Programmes: published sets to files of pledges, and documents or sites to passages that a person decides on."""

from scrapers.programmes.importing import import_programme

__all__ = ["import_programme"]
