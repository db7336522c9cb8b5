"""A file of contracts (données essentielles de la commande publique), by its address or by the name of its data set.

    - key: contracts
      body: council
      platform: decp
      url: marches.example/decp/{siren}/{year}

Contracts prove that something was ordered and for how much; they are acts of stage contracted, and no sitting's record.
"""

from scrapers.platforms.data_files import DataFileSpider
from tracker.vocabulary import Platform


class DecpSpider(DataFileSpider):
    """Asks for the file in JSON, XML or CSV."""

    name = Platform.DECP.value
    raw_kind = "decp"
    formats = ("json", "xml", "csv")
    kind = None
