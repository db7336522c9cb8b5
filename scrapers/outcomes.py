"""What a crawl came to. A listing that gives nothing is never a success, and a refusal by the site is not a failure of ours.

`blocked`: the listing itself was refused (robots.txt, 401, 403, 429), or every document was. `failed`: no listing could be read, or
nothing was had and something went wrong. `empty`: everything was seen and nothing found, though the town's file expects some.
`partial`: at least one hole.
"""

from dataclasses import dataclass, field

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.guard import AddressRefusedError, UnknownHostError
from tracker.vocabulary import RunOutcome

BLOCKING = {"robots", "http_401", "http_403", "http_429"}


@dataclass
class Tally:
    """What happened during one crawl, counted as it goes."""

    pages: int = 0
    documents: int = 0
    new: int = 0
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)  # codes of the issues that leave a hole
    unfetched: list[str] = field(default_factory=list)  # codes of the documents that could not be had
    listing: str = ""  # code of the issue that closed the first listing page
    cut: str = ""  # why the crawl stopped before its end

    def counts(self) -> dict[str, int]:
        """Return the numbers for the ledger."""
        return {"documents": self.documents, "new": self.new, "unchanged": self.unchanged, "pages": self.pages}


def decide(tally: Tally, min_items: int) -> tuple[RunOutcome, str]:
    """Return the outcome of a crawl and one sentence that says why when it is not `ok`."""
    if tally.listing:
        kind = RunOutcome.BLOCKED if tally.listing in BLOCKING else RunOutcome.FAILED
        return kind, f"the listing could not be read ({tally.listing})"
    if not tally.documents and tally.unfetched:
        kind = RunOutcome.BLOCKED if set(tally.unfetched) <= BLOCKING else RunOutcome.FAILED
        return kind, f"none of the {len(tally.unfetched)} documents could be had ({', '.join(sorted(set(tally.unfetched)))})"
    if not tally.documents and (tally.cut or tally.faults):
        return RunOutcome.FAILED, f"no document found, and not everything was seen ({tally.cut or ', '.join(sorted(set(tally.faults)))})"
    if tally.cut:
        return RunOutcome.PARTIAL, f"stopped before the end: {tally.cut}"
    if not tally.documents and min_items > 0:
        return RunOutcome.EMPTY, f"no document found, at least {min_items} expected"
    if tally.faults:
        return RunOutcome.PARTIAL, f"{len(tally.faults)} problem(s): {', '.join(sorted(set(tally.faults)))}"
    if tally.documents < min_items:
        return RunOutcome.PARTIAL, f"{tally.documents} document(s) found, at least {min_items} expected"
    return RunOutcome.OK, ""


def describe(error: BaseException) -> tuple[str, str]:
    """Return the issue code and the sentence for a request that failed."""
    if isinstance(error, HttpError):
        return f"http_{error.response.status}", f"the server answered {error.response.status}"
    if isinstance(error, AddressRefusedError):
        return "address_refused", str(error)
    if isinstance(error, UnknownHostError):
        return "unknown_host", str(error)
    if isinstance(error, DownloadCancelledError):
        return "too_large", f"the document is larger than allowed: {error}"
    if isinstance(error, IgnoreRequest):
        return ("robots", "robots.txt forbids this address") if "robots" in str(error) else ("request_refused", str(error))
    return "fetch_failed", f"{type(error).__name__}: {error}"
