"""The first look at a town hall's site: does it answer, whose is it, what makes it, which machine routes are open. A dozen requests.

It runs in a process of its own, as a crawl does, and through the same guard, robots.txt and limits. What it learned comes back as one line
of JSON; a site that cannot be looked at comes back with the reason, in one sentence.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Request, Response

from scrapers.discovery.directories import Directories, load_directories
from scrapers.discovery.identify import Identity
from scrapers.discovery.looking import Answer, Survey, look
from scrapers.guard import Doors
from scrapers.outcomes import describe
from scrapers.settings import scrapy_settings
from tracker.errors import TrackerError
from tracker.items import Item

SECONDS = 300


class SurveyJob(Item):
    """What the parent tells the child, as one line of JSON on its standard input."""

    url: str
    typed: Identity = Identity()
    elsewhere: bool = False  # the user agreed to go on when the site sends to another host
    requests: int
    year: int
    result: Path


class SurveySpider(scrapy.Spider):
    """Asks one question after the other; every request counts, robots.txt and redirects included."""

    name = "survey"

    def __init__(self, job: SurveyJob, directories: Directories, **kwargs: Any) -> None:
        """Prepare to look at the site of this job."""
        super().__init__(**kwargs)
        self.job, self.directories, self.asked = job, directories, 0

    async def start(self) -> AsyncIterator[Request]:
        """Look, then write down what was seen."""
        survey = await look(self.ask, self.job.url, self.job.typed, self.directories, self.job.year, elsewhere=self.job.elsewhere)
        self.job.result.write_text(survey.model_copy(update={"requests": self.asked}).model_dump_json(), encoding="utf-8")
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request  # requests are downloaded in place; Scrapy wants a generator

    def passes(self, request: Request) -> bool:
        """Count a request that is about to leave, as the gate asks; past the limit none leaves any more."""
        if self.asked >= self.job.requests:
            return False
        self.asked += 1
        return True

    async def ask(self, url: str, *, interface: bool = False) -> Answer:
        """Return what an address answers, whatever it is; an interface made for programs is not a page that robots.txt closes."""
        request = Request(url, meta={"dont_retry": True, "dont_obey_robotstxt": interface}, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever the network did is told to the user, in one line
            return _failed(url, error)
        return _answered(url, response)


def _answered(url: str, response: Response) -> Answer:
    return Answer(url=url, final_url=response.url, status=response.status, body=response.body)


def _failed(url: str, error: Exception) -> Answer:
    code, message = describe(error)
    if "certificate" in str(error).lower() or "SSL" in str(error):
        code, message = "bad_certificate", "its security certificate is not valid, so nobody can tell whose site answers"
    return Answer(url=url, problem=code, message=message.removeprefix(f"{url}: "))


def survey_site(url: str, typed: Identity, *, requests: int, year: int, elsewhere: bool = False) -> Survey:
    """Return what a first look shows, by a process of its own with a limit of time."""
    with tempfile.TemporaryDirectory(prefix="chose-promise-") as place:
        result = Path(place) / "survey.json"
        job = SurveyJob(url=url, typed=typed, elsewhere=elsewhere, requests=requests, year=year, result=result)
        command = [sys.executable, "-m", "scrapers.discovery.survey"]
        try:
            said = subprocess.run(
                command, input=job.model_dump_json().encode(), capture_output=True, timeout=SECONDS, check=False, env=dict(os.environ)
            )
        except subprocess.TimeoutExpired as error:
            raise TrackerError(f"{url}: the site was still answering after {SECONDS} s") from error
        if not result.exists():
            last = said.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:] or [f"status {said.returncode}"]
            raise TrackerError(f"{url}: the first look ended before its end: {last[0][:300]}")
        return Survey.model_validate_json(result.read_bytes())


def main() -> None:
    """Be the child: take the job from standard input, look, write the result."""
    from scrapy.crawler import AsyncCrawlerProcess

    job = SurveyJob.model_validate_json(sys.stdin.buffer.readline())
    settings = {**scrapy_settings(Doors.from_environment()), "ITEM_PIPELINES": {}, "DOWNLOAD_TIMEOUT": 30}
    process = AsyncCrawlerProcess(settings)
    process.crawl(SurveySpider, job=job, directories=load_directories())
    process.start()


if __name__ == "__main__":
    main()
