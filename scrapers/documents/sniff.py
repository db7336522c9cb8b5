"""Decides what a file is from its first bytes, never from its name or from what a server said.

A PDF served as HTML, or an HTML error page named `.pdf`, is what its bytes say it is.
"""

import zipfile
from io import BytesIO

PDF = "application/pdf"
HTML = "text/html"
TEXT = "text/plain"
EMPTY = "application/x-empty"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"
IMAGE = "image"
BINARY = "application/octet-stream"

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOC),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
)
_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def sniff(data: bytes) -> str:
    """Return the media type that the bytes show."""
    if not data.strip():
        return EMPTY
    if b"%PDF-" in data[:1024]:
        return PDF
    for magic, media in _MAGIC:
        if data.startswith(magic):
            return media
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    return _text_type(data)


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist()[:2000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ZIP
    if "word/document.xml" in names:
        return DOCX
    return ODT if "content.xml" in names and "mimetype" in names else ZIP


def _text_type(data: bytes) -> str:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML_MARKS[:4]) or any(mark in head for mark in _HTML_MARKS[:2]):
        return HTML
    if data.startswith(_BOMS):
        return TEXT
    sample = data[:4096]
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    return BINARY if b"\x00" in sample or controls > len(sample) * 0.02 else TEXT
