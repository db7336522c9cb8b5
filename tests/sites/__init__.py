"""Many fictional sites played at once on this computer: the towns and portals that the collecting tests visit.

    with serve_sites("wordpress", "plain_list") as internet:
        environment = os.environ | internet.environment()   # for a crawl in a subprocess
        ...
        internet.assert_all_known()                          # strict replay: an address nobody wrote down fails the test
        internet.truth("wordpress")                          # the records really there: url, kind, day, sha256

Without names every site is played. Each site follows a pattern of the reference named in its docstring; no text is copied, every town
is invented.
"""

from tests.sites.model import Asked, Paper, Site
from tests.sites.registry import TOWNS, UNSEEN, make_site, site_names
from tests.sites.server import Internet

__all__ = ["TOWNS", "UNSEEN", "Asked", "Internet", "Paper", "Site", "make_site", "serve_sites", "site_names"]


def serve_sites(*names: str) -> Internet:
    """Return the named sites as a context manager, or all of them."""
    return Internet(make_site(name) for name in names or site_names())
