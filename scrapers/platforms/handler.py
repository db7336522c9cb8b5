"""The door through which requests leave: a public address that stands for a loopback server is exchanged here, and nowhere else.

Doing it at the last moment keeps robots.txt, redirects, duplicates and items on the public address; see `scrapers.guard`.
"""

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from scrapers.guard import Doors


class DoorHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, with the addresses of the open doors exchanged."""

    def __init__(self, crawler: Crawler) -> None:
        """Read the doors once."""
        super().__init__(crawler)
        self.doors = Doors.from_environment()

    async def download_request(self, request: Request) -> Response:
        """Fetch the true destination and give the answer the address that was asked for."""
        target = self.doors.destination(request.url)
        if target == request.url:
            return await super().download_request(request)
        local = request.replace(url=target)
        try:
            response = await super().download_request(local)
        finally:
            request.meta["download_latency"] = local.meta.get("download_latency")  # what the throttle goes by
        return response.replace(url=request.url)
