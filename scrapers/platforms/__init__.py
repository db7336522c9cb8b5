"""The platforms: one module and one spider for each way of publishing, loaded when a source needs it."""

from importlib import import_module
from typing import TYPE_CHECKING

from tracker.errors import InputError
from tracker.vocabulary import Platform

if TYPE_CHECKING:
    from scrapers.platforms.base import SourceSpider

_SPIDERS = {
    Platform.HTML_LIST: "html_list:HtmlListSpider",
    Platform.SCDL: "scdl:ScdlSpider",
    Platform.OPENDATASOFT: "opendatasoft:OpendatasoftSpider",
    Platform.DATA_FAIR: "data_fair:DataFairSpider",
    Platform.MEGALIS: "megalis:MegalisSpider",
    Platform.DECP: "decp:DecpSpider",
    Platform.SUBVENTIONS: "subventions:SubventionsSpider",
    Platform.WORDPRESS: "wordpress:WordpressSpider",
    Platform.DRUPAL: "drupal:DrupalSpider",
    Platform.WEBDELIB: "webdelib:WebdelibSpider",
    Platform.SITEMAP: "sitemap:SitemapSpider",
    Platform.FEED: "feed:FeedSpider",
    Platform.PROGRAMME: "programme:ProgrammeSpider",
    Platform.DISCOVERY: "scrapers.discovery.spider:DiscoverySpider",
}


def spider_class(platform: Platform) -> "type[SourceSpider]":
    """Return the spider of a platform; a folder has none, since it is read from the disk."""
    if platform not in _SPIDERS:
        raise InputError(f"platform {platform}: expected one that is fetched from a site: {', '.join(sorted(_SPIDERS))}")
    module, _, name = _SPIDERS[platform].rpartition(":")
    found: type[SourceSpider] = getattr(import_module(module if "." in module else f"scrapers.platforms.{module}"), name)
    return found
