"""A SCDL file of subsidies, by its address or by the name of its data set: acts of stage funded, and no sitting's record."""

from scrapers.platforms.data_files import DataFileSpider
from tracker.vocabulary import Platform


class SubventionsSpider(DataFileSpider):
    """Asks for the file."""

    name = Platform.SUBVENTIONS.value
    raw_kind = "subventions"
    kind = None
