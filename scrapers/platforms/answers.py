"""What an answer says beside its bytes, and how an unchanged page gets its kept bytes back."""

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scrapers.documents.text import decode


def answer_headers(response: Response) -> dict[str, str]:
    """Return the headers of an answer by lower-case name, the last value of each."""
    return {name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in response.headers.items() if values}


def answer_charset(response: Response) -> str | None:
    """Return the encoding that the server names, when it does."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None


def answer_text(response: Response) -> str:
    """Return the text of an answer, decoded in the project's own order (towns declare the wrong encoding in both directions)."""
    return decode(response.body, answer_charset(response))


def with_kept_body(response: Response, body: bytes, headers: dict[str, str]) -> Response:
    """Return a 304 as the full answer that it stands for: the kept bytes and headers, under what the server says now."""
    full = Headers({**headers, **answer_headers(response)})
    for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
        full.pop(name, None)
    kind = responsetypes.from_args(headers=full, url=response.url, body=body[:5000])
    return kind(url=response.url, status=200, headers=full, body=body, request=response.request, flags=[*response.flags, "unchanged"])
