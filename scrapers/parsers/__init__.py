"""Pure functions from a document's text to items: no file, no network, no clock."""

from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document, text_kind

__all__ = ["Context", "parse_document", "text_kind"]
