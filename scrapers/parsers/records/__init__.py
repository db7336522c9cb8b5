"""Data files (SCDL, Mégalis, DECP, subsidies) to sittings, acts and issues. Pure: the archived text alone.

Where to look:
- which file it is, and the order of work: `door`; columns and their other names: `schemas`
- a delimited file: `rows`, `header`, `table`; the other forms: `json_records`, `xml_records`; one cell: `cells`
- what all acts of a file share: `paper`; what is told of defects: `shapes`
- délibérations: `entries`, `figures`, `deliberations`; money: `contracts`, `grants`, `holders`, `money`
- the documents that rows name, for the spiders: `addresses`
"""

from scrapers.parsers.records.addresses import NamedDocument, NamedDocuments, named_documents
from scrapers.parsers.records.door import data_kind, parse_records, records_kind

__all__ = ["NamedDocument", "NamedDocuments", "data_kind", "named_documents", "parse_records", "records_kind"]
