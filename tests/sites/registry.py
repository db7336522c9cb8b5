"""Every played site by name; a module is only imported when its site is asked for."""

from importlib import import_module

from tests.sites.model import Site

TOWNS = {
    "wordpress": "tests.sites.wordpress:WordpressOpen",
    "wordpress_closed": "tests.sites.wordpress:WordpressClosed",
    "documentheque": "tests.sites.wordpress:Documentheque",
    "drupal": "tests.sites.engines:Drupal",
    "typo3": "tests.sites.engines:Typo3",
    "joomla": "tests.sites.engines:Joomla",
    "ez": "tests.sites.engines:Ez",
    "spip": "tests.sites.villages:Spip",
    "phpnuke": "tests.sites.villages:PhpNuke",
    "wix": "tests.sites.villages:PageBuilder",
    "reseau": "tests.sites.villages:VillageNetwork",
    "plain_list": "tests.sites.plain_list:PlainList",
}
UNSEEN = {
    "unseen_table": "tests.sites.unseen:UnseenTable",
    "unseen_accordion": "tests.sites.unseen:UnseenAccordion",
    "unseen_menu": "tests.sites.unseen_villages:UnseenMenu",
    "unseen_sittings": "tests.sites.unseen_villages:UnseenSittings",
    "unseen_frames": "tests.sites.unseen_villages:UnseenFrames",
    "unseen_blog": "tests.sites.unseen_villages:UnseenBlog",
    "unseen_library": "tests.sites.unseen_cities:UnseenLibrary",
    "unseen_busy": "tests.sites.unseen_cities:UnseenBusy",
    "unseen_modern": "tests.sites.unseen_cities:UnseenModern",
    "unseen_epci": "tests.sites.unseen_cities:UnseenIntercommunal",
    "unseen_tabs": "tests.sites.unseen_held:UnseenTabs",
    "unseen_lines": "tests.sites.unseen_held:UnseenLines",
    "unseen_years": "tests.sites.unseen_held:UnseenYears",
    "unseen_register": "tests.sites.unseen_last:UnseenRegister",
    "unseen_spaces": "tests.sites.unseen_last:UnseenSpaces",
    "unseen_portal": "tests.sites.unseen_last:UnseenPortal",
}
PORTALS = {
    "scdl": "tests.sites.portals:ScdlFile",
    "data_gouv": "tests.sites.portals:DataGouv",
    "opendatasoft": "tests.sites.portals:Opendatasoft",
    "data_fair": "tests.sites.portals:DataFair",
    "megalis": "tests.sites.portals:Megalis",
    "spending": "tests.sites.portals:Spending",
    "webdelib_get": "tests.sites.acts_portals:WebdelibGet",
    "webdelib_post": "tests.sites.acts_portals:WebdelibPost",
    "liferay": "tests.sites.acts_portals:Liferay",
    "sitemap": "tests.sites.acts_portals:SitemapTown",
    "feed": "tests.sites.acts_portals:FeedTown",
    "directories": "tests.sites.acts_portals:Directories",
}
FAILURES = {
    "soft_404": "tests.sites.failures:Soft404",
    "angular_shell": "tests.sites.failures:AngularShell",
    "endless_calendar": "tests.sites.failures:EndlessCalendar",
    "session_ids": "tests.sites.failures:SessionIds",
    "latin1": "tests.sites.failures:Latin1",
    "accented_paths": "tests.sites.failures:AccentedPaths",
    "post_search": "tests.sites.failures:PostSearch",
    "moved_host": "tests.sites.failures:MovedHost",
    "error_200": "tests.sites.failures:ErrorPages",
    "slow_loris": "tests.sites.failures:SlowLoris",
    "huge_body": "tests.sites.failures:HugeBody",
    "private_redirect": "tests.sites.failures:PrivateRedirect",
    "robots_refusal": "tests.sites.failures:RobotsRefusal",
    "status_401": "tests.sites.failures:Unauthorised",
    "status_403": "tests.sites.failures:Forbidden",
    "maintenance": "tests.sites.failures:Maintenance",
    "status_429_long": "tests.sites.failures:BusyForLong",
    "status_429": "tests.sites.failures:BusyOnce",
    "dead_host": "tests.sites.failures:Dead",
    "bad_certificate": "tests.sites.failures:BadCertificate",
    "gzip_bomb": "tests.sites.failures:GzipBomb",
    "redirect_loop": "tests.sites.failures:RedirectLoop",
    "document_address": "tests.sites.failures:AddressIsDocument",
}
_ALL = {**TOWNS, **UNSEEN, **PORTALS, **FAILURES}


def site_names() -> tuple[str, ...]:
    """Return the names of all sites."""
    return tuple(_ALL)


def make_site(name: str) -> Site:
    """Return a fresh site of this name."""
    if name not in _ALL:
        raise KeyError(f"{name}: no such site; expected one of {', '.join(_ALL)}")
    module, _, cls = _ALL[name].partition(":")
    site: Site = getattr(import_module(module), cls)()
    return site
