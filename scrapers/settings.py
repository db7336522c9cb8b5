"""The one set of Scrapy settings: honest, slow, bounded. What Scrapy leaves open by default is closed here, each for a stated reason."""

import os
from typing import Any

from scrapers.guard import Doors
from tracker import settings
from tracker.errors import InputError

MAX_LISTING_BYTES = 10_000_000
MAX_FILES = 50_000


def _whole(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit() or int(text) < 1:
        raise InputError(f"{name}: expected a whole number above 0, found {text!r}")
    return int(text)


def max_bytes() -> int:
    """Return the largest document that is fetched (`CHOSE_PROMISE_MAX_BYTES`)."""
    return _whole("CHOSE_PROMISE_MAX_BYTES", 60_000_000)


def crawl_seconds() -> int:
    """Return the longest time that one crawl may take (`CHOSE_PROMISE_CRAWL_SECONDS`)."""
    return _whole("CHOSE_PROMISE_CRAWL_SECONDS", 7200)


def crawl_pages() -> int:
    """Return the most answers that one crawl may take (`CHOSE_PROMISE_CRAWL_PAGES`)."""
    return _whole("CHOSE_PROMISE_CRAWL_PAGES", 20_000)


def scrapy_settings(doors: Doors, max_pages: int) -> dict[str, Any]:
    """Return the settings of one crawl; hosts that are this computer are asked without delay, all others politely."""
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
        "DOWNLOAD_SLOTS": {host: {"delay": 0.001, "concurrency": 1} for host in doors.hosts()},
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 1.0,
        "AUTOTHROTTLE_MAX_DELAY": 30.0,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "scrapers.platforms.throttle.PoliteThrottle": 0},
        # Limits: a run always ends, and no answer fills the memory.
        "DOWNLOAD_MAXSIZE": max_bytes(),
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 60,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 2,
        "CLOSESPIDER_TIMEOUT": crawl_seconds(),
        "CLOSESPIDER_PAGECOUNT": crawl_pages(),
        "DEPTH_LIMIT": max_pages + 2,
        "MEMUSAGE_LIMIT_MB": 2048,
        # Doors: certificates are checked, nothing but http(s) is spoken, every address passes the guard, no remote control.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "s3": None, "data": None},
        "DOWNLOADER_MIDDLEWARES": {"scrapers.guard.AddressGuard": 760},
        "HTTPPROXY_ENABLED": False,  # a proxy would be reached in place of the address that the guard judged
        "COOKIES_ENABLED": False,
        "HTTPCACHE_ENABLED": False,  # conditional requests are our own, against the archive
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "ITEM_PIPELINES": {"scrapers.pipelines.RunPipeline": 300},
        "LOG_LEVEL": "INFO",
    }
