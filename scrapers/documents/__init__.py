"""Bytes -> pages of text. Every file is opened in a limited child process; what cannot be read is said, never guessed."""

from scrapers.documents.child import DocumentReader, Request, read_document, read_documents
from scrapers.documents.shapes import Problem, Reading

__all__ = ["DocumentReader", "Problem", "Reading", "Request", "read_document", "read_documents"]
