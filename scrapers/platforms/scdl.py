"""A SCDL file of délibérations, by its address or by the name of its data set (see `data_files`)."""

from scrapers.platforms.data_files import DataFileSpider
from tracker.vocabulary import Platform


class ScdlSpider(DataFileSpider):
    """Asks for the file, then for the documents that its DELIB_URL column names."""

    name = Platform.SCDL.value
