"""What a crawl came to. A listing that gives nothing is never a success, and a refusal by the site is not a failure of ours.

`blocked`: the listing itself was refused or put off (robots.txt, 401, 403, 429, a busy host), or every document was. `failed`: no
listing could be read, or nothing was had and something went wrong. `empty`: everything was seen and nothing found, though the town's
file expects some. `partial`: at least one hole.
"""

from dataclasses import dataclass, field

from scrapy.exceptions import DownloadCancelledError, DownloadConnectionRefusedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.guard import AddressRefusedError, UnknownHostError
from tracker.vocabulary import RunOutcome

SERVICE_UNAVAILABLE = 503
REDIRECTS = (301, 302, 303, 307, 308)
BLOCKING = {"robots", "http_401", "http_403", "http_429", "host_busy", "night_only"}


class HostBusyError(IgnoreRequest):
    """The host asked to be left alone for longer than one crawl waits."""


@dataclass
class Tally:
    """What happened during one crawl, counted as it goes."""

    pages: int = 0
    documents: int = 0
    new: int = 0
    unchanged: int = 0
    skipped: int = 0  # known documents not asked, because they were lately
    moved: int = 0  # known contents found at a new address
    gone: int = 0  # known documents that are no longer there
    requests: int = 0  # what was asked, robots.txt apart
    pages_lost: int = 0  # listings that could not be had: what they show is unknown
    faults: list[str] = field(default_factory=list)  # codes of the issues that leave a hole
    unfetched: list[str] = field(default_factory=list)  # codes of the documents that could not be had
    listing: str = ""  # code of the issue that closed the first listing page
    cut: str = ""  # why the crawl stopped before its end

    @property
    def held(self) -> int:
        """The documents that the source is known to hold: those that came and those left alone."""
        return self.documents + self.skipped

    def counts(self) -> dict[str, int]:
        """Return the numbers for the ledger; those that are rarely above 0 only when they are."""
        always = {"documents": self.documents, "new": self.new, "unchanged": self.unchanged, "pages": self.pages}
        rare = {"requests": self.requests, "skipped": self.skipped, "moved": self.moved, "gone": self.gone}
        return {**always, **{name: number for name, number in rare.items() if number}}


def decide(tally: Tally, min_items: int) -> tuple[RunOutcome, str]:
    """Return the outcome of a crawl and one sentence that says why when it is not `ok`."""
    if tally.listing:
        kind = RunOutcome.BLOCKED if tally.listing in BLOCKING else RunOutcome.FAILED
        return kind, f"the listing could not be read ({tally.listing})"
    if not tally.held and tally.unfetched:
        kind = RunOutcome.BLOCKED if set(tally.unfetched) <= BLOCKING else RunOutcome.FAILED
        return kind, f"none of the {len(tally.unfetched)} documents could be had ({', '.join(sorted(set(tally.unfetched)))})"
    if not tally.held and (tally.cut or tally.faults):
        return RunOutcome.FAILED, f"no document found, and not everything was seen ({tally.cut or ', '.join(sorted(set(tally.faults)))})"
    if tally.cut:
        return RunOutcome.PARTIAL, f"stopped before the end: {tally.cut}"
    if not tally.held and min_items > 0:
        return RunOutcome.EMPTY, f"no document found, at least {min_items} expected"
    if tally.faults:
        return RunOutcome.PARTIAL, f"{len(tally.faults)} problem(s): {', '.join(sorted(set(tally.faults)))}"
    if tally.held < min_items:
        return RunOutcome.PARTIAL, f"{tally.held} document(s) found, at least {min_items} expected"
    return RunOutcome.OK, ""


def describe(error: BaseException) -> tuple[str, str]:
    """Return the issue code and the sentence for a request that failed."""
    if isinstance(error, HttpError):
        return _describe_status(error.response)
    if isinstance(error, IgnoreRequest):
        return _describe_refusal(error)
    if isinstance(error, DownloadCancelledError):
        return "too_large", f"the document is larger than allowed: {error}"
    if isinstance(error, DownloadTimeoutError):
        return "timeout", "the server did not send its answer in time"
    if isinstance(error, DownloadConnectionRefusedError):
        return "connection_failed", "nobody answers at this address"
    if "certificate" in str(error):
        return "certificate", "the server's certificate is not valid for this address, or has expired"
    return "fetch_failed", f"{type(error).__name__}: {error}"


def _describe_status(response: Response) -> tuple[str, str]:
    if response.status == SERVICE_UNAVAILABLE and response.headers.get("Retry-After"):
        return "host_busy", "the server is busy and asks to come back later"
    target = (response.headers.get("Location") or b"").decode("latin-1")
    if response.status in REDIRECTS and target:
        return "address_refused", f"the server sends to {target[:200]}, which is not http(s)"
    return f"http_{response.status}", f"the server answered {response.status}"


def _describe_refusal(error: IgnoreRequest) -> tuple[str, str]:
    for kind, code in ((AddressRefusedError, "address_refused"), (UnknownHostError, "unknown_host"), (HostBusyError, "host_busy")):
        if isinstance(error, kind):
            return code, str(error)
    words = str(error)
    if "max redirections" in words:
        return "too_many_redirects", "the server sends from one address to another without end"
    if "exceed" in words and "size" in words.lower():
        return "too_large", f"the document is larger than allowed: {words}"
    return ("robots", "robots.txt forbids this address") if "robots" in words else ("request_refused", words)
