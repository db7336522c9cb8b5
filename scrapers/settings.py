"""The one set of Scrapy settings: honest, slow, bounded. What Scrapy leaves open by default is closed here, each for a stated reason."""

import os
from typing import Any

from scrapers.guard import Doors
from tracker import settings
from tracker.errors import InputError

MAX_LISTING_BYTES = 10_000_000
MAX_FILES = 50_000
MAX_ADDRESS = 4000


def _whole(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit() or int(text) < 1:
        raise InputError(f"{name}: expected a whole number above 0, found {text!r}")
    return int(text)


def max_bytes() -> int:
    """Return the largest document that is fetched (`CHOSE_PROMISE_MAX_BYTES`)."""
    return _whole("CHOSE_PROMISE_MAX_BYTES", 60_000_000)


def crawl_seconds() -> int:
    """Return the longest time that one source may take in a crawl (`CHOSE_PROMISE_CRAWL_SECONDS`)."""
    return _whole("CHOSE_PROMISE_CRAWL_SECONDS", 7200)


def crawl_pages() -> int:
    """Return the most requests that one source may make in a crawl (`CHOSE_PROMISE_CRAWL_PAGES`)."""
    return _whole("CHOSE_PROMISE_CRAWL_PAGES", 20_000)


def download_seconds() -> int:
    """Return the longest time that one answer may take, from the first byte to the last (`CHOSE_PROMISE_DOWNLOAD_SECONDS`)."""
    return _whole("CHOSE_PROMISE_DOWNLOAD_SECONDS", 60)


def max_wait() -> int:
    """Return the seconds that a crawl waits at most, at a time, for a busy host (`CHOSE_PROMISE_MAX_WAIT_SECONDS`)."""
    return _whole("CHOSE_PROMISE_MAX_WAIT_SECONDS", 120)


def scrapy_settings(doors: Doors, at_once: int = 1) -> dict[str, Any]:
    """Return the settings of one crawl of so many sources at once; this computer is asked without delay, every other host politely."""
    handler = "scrapers.platforms.handler.DoorHandler"
    return {
        # Manners: who we are, what the site allows, one request at a time with a pause that grows with the site's slowness.
        "USER_AGENT": settings.user_agent(),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "chose-promise",
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/pdf,*/*;q=0.8", "Accept-Language": "fr-FR,fr;q=0.9"},
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,  # also makes the order of the items that of the listing
        "DOWNLOAD_DELAY": 1.0,
        # Not 0: without any delay Scrapy empties its queue before it counts, and the limit of one request at a time is lost.
        "CONCURRENT_REQUESTS": max(16, at_once),
        "DOWNLOAD_SLOTS": {host: {"delay": 0.001, "concurrency": 1} for host in doors.hosts()},
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 1.0,
        "AUTOTHROTTLE_MAX_DELAY": 30.0,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "scrapers.platforms.throttle.PoliteThrottle": 0},
        # Limits: no answer fills the memory; how long a source may take, and how often it may ask, is counted by the driver.
        "DOWNLOAD_MAXSIZE": max_bytes(),
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": download_seconds(),
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 2,
        # Not a timeout: a site that is too slow now is asked at the next crawl, not three times in a row.
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.DownloadConnectionRefusedError",
            "scrapy.exceptions.DownloadFailedError",
            "scrapy.exceptions.ResponseDataLossError",
            "twisted.internet.error.ConnectionDone",
            "twisted.internet.error.ConnectError",
            "twisted.internet.error.ConnectionLost",
        ],
        "CONCURRENT_ITEMS": 1,  # the driver keeps documents itself: no tasks need to wait for items
        "MEMUSAGE_LIMIT_MB": 2048,
        # Doors: certificates are checked, nothing but http(s) is spoken, every address passes the guard, no remote control.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "s3": None, "data": None},
        "DOWNLOADER_MIDDLEWARES": {
            "scrapers.platforms.gate.Gate": 10,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapers.platforms.gate.Robots": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapers.platforms.gate.BusyHosts": 550,
            "scrapers.guard.AddressGuard": 760,
        },
        # The driver gives requests to the engine itself: it knows their duplicates, lengths and depths for each source apart.
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        },
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "TWISTED_DNS_RESOLVER": "scrapers.resolver.PublicResolver",  # a name changed since the guard looked leads nowhere
        "HTTPPROXY_ENABLED": False,  # a proxy would be reached in place of the address that the guard judged
        "COOKIES_ENABLED": False,
        "HTTPCACHE_ENABLED": False,  # conditional requests are our own, against the archive
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "INFO",
    }
