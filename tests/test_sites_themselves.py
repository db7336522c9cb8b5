"""The played sites are what they say: every paper answers its own bytes, every record can be reached, and unknown addresses are told."""

import pytest

from tests.sites import TOWNS, UNSEEN, Asked, Internet, make_site, site_names
from tests.sites.model import Answer
from tests.sites.walking import ask, reachable


@pytest.mark.parametrize("name", [*TOWNS, *UNSEEN])
def test_a_town_has_its_papers_and_links_to_its_records(name: str) -> None:
    site = make_site(name)
    assert 8 <= len(site.truth()) <= 25
    assert len({paper.sha256 for paper in site.papers}) == len({paper.url for paper in site.papers}) == len(site.papers)
    assert len(site.papers) - len(site.truth()) >= 4
    known = {(ask(site, url) or Answer()).body for url in reachable(site)}
    for paper in site.papers:
        answer = ask(site, paper.url)
        assert answer is not None, paper.url
        assert answer.status == 302 or answer.body == paper.content, paper.url
        if paper.is_record and paper.path not in site.unlinked:
            assert paper.content in known, paper.url


def test_names_and_hosts_are_each_used_once() -> None:
    sites = [make_site(name) for name in site_names()]
    assert [site.name for site in sites] == list(site_names())
    origins = [origin for site in sites for origin in (site.origin, *site.also)]
    assert len(origins) == len(set(origins))


def test_an_address_nobody_wrote_down_fails_the_strict_replay() -> None:
    internet = Internet([make_site("drupal")])
    site = internet.site("drupal")
    assert internet.answer(site, Asked(site.origin, "GET", "/robots.txt")).status == 404
    internet.assert_all_known()
    assert internet.answer(site, Asked(site.origin, "GET", "/inconnue")).status == 404
    with pytest.raises(AssertionError, match="/inconnue"):
        internet.assert_all_known()
