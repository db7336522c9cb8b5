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
OLE = "application/x-ole-storage"
LOCKED = "application/x-ole-encrypted"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
ZIP = "application/zip"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
IMAGE = "image"
BINARY = "application/octet-stream"

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", "image/gif"),
)
_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body")
_HTML_PIECES = (b"<meta", b"<title", b"<div", b"<table", b"<p>", b"<p ", b"<h1", b"<h2", b"<style", b"<script", b"<article", b"<section")
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
    if data.startswith(_OLE_MAGIC):
        return _ole_type(data)
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    return _text_type(data)


def _ole_type(data: bytes) -> str:
    """Return which of Microsoft's old containers it is, by the name of its main stream (UTF-16 in the directory)."""
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    return LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLE


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ZIP
    if "word/document.xml" in names:
        return DOCX
    return ODT if "content.xml" in names and "mimetype" in names else ZIP


def _text_type(data: bytes) -> str:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML_MARKS + _HTML_PIECES) or any(mark in head for mark in _HTML_MARKS[:2]):
        return HTML
    if data.startswith(_BOMS):
        return TEXT
    sample = data[:4096]
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    return BINARY if sample.count(0) > len(sample) * 0.02 or controls > len(sample) * 0.02 else TEXT
