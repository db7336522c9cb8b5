"""Where the State says which commune has which site: the addresses are data, since portals move."""

from urllib.parse import quote, urlencode

from pydantic import ValidationError

from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml

_FEW = 20  # town halls that share a host: more are not listed to anybody


class TownHalls(Strict):
    """The directory of town halls, an Explore 2.1 interface."""

    url: str
    by_host: str


class ActsRoute(Strict):
    """A public route that gives a body's acts by its SIREN."""

    base: str  # what the town's file names
    probe: str


class Datasets(Strict):
    """The national catalogue of open data: where it is asked, and what the town's file names."""

    base: str
    url: str


class Directories(Strict):
    """The whole file."""

    town_halls: TownHalls
    commune: str
    epci: str
    company: str
    acts_by_siren: tuple[ActsRoute, ...] = ()
    datasets: Datasets | None = None

    def town_halls_url(self, host: str) -> str:
        """Return the question: which town halls declare a site on this host?"""
        where = self.town_halls.by_host.replace("{host}", host.replace('"', ""))
        return f"{self.town_halls.url}?{urlencode({'where': where, 'limit': _FEW})}"

    def commune_url(self, insee: str) -> str:
        """Return the question: what is the commune of this code?"""
        return self.commune.replace("{insee}", quote(insee))

    def epci_url(self, siren: str) -> str:
        """Return the question: what is the group of communes of this SIREN?"""
        return self.epci.replace("{siren}", quote(siren))

    def company_url(self, siren: str) -> str:
        """Return the question: which body has this SIREN?"""
        return self.company.replace("{siren}", quote(siren))


def load_directories() -> Directories:
    """Return the curated addresses; the data folder's own file hides the shipped one."""
    path = find_data_file("directories.yml")
    try:
        return Directories.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
