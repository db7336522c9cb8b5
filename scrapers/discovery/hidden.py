"""Pages whose documents a crawler cannot see: they exist only after a script has run. Saying which platform hides them is the way out."""

from dataclasses import dataclass

from scrapers.discovery.page import Page, SearchForm
from scrapers.discovery.vendors import Family, Vendors
from tracker.towns import TownConfig

FEW_WORDS = 60  # an empty shell shows a title and a sentence asking for JavaScript


@dataclass(frozen=True)
class Hidden:
    """What a page hides: the family, whether the whole page is an empty shell, and what to declare instead."""

    family: Family
    is_shell: bool

    def sentence(self, url: str, body: str, siren: str | None) -> str:
        """Return what to tell the user: the platform that hides the documents, and the lines of YAML that read it without script."""
        if self.is_shell:
            return f"{url}: this page is empty until a script runs ({self.family.name}); nothing can be read there without a browser"
        said = f"{url}: the documents are shown by a script of {self.family.name}; a crawler cannot see them"
        lines = source_lines(self.family, body)
        if not lines:
            return f"{said}, and no platform of this project reads {self.family.name} yet"
        need = "" if siren else f" (and the SIREN of the body {body}, which the file does not give)"
        return f"{said}. Declare this source instead{need}: {lines}"


def hidden_in(text: str, page: Page, records: int, vendors: Vendors) -> Hidden | None:
    """Return what a page hides, or None for a page that shows what it has; `records` is how many it showed."""
    if records:
        return None
    widget = next((one for one in vendors.hidden_listings if one.seen_in(text)), None)
    if widget:
        return Hidden(widget, False)
    shell = next((one for one in vendors.shells if one.seen_in(text)), None)
    return Hidden(shell, True) if shell and page.words < FEW_WORDS else None


def is_declared(hidden: Hidden, town: TownConfig) -> bool:
    """Say whether the town's file has a source already of the platform that reads what a page hides."""
    route = hidden.family.route
    return route is not None and any(source.platform == route.platform for source in town.sources)


def form_sentence(url: str, form: SearchForm, body: str) -> str:
    """Return what to tell the user of a page whose documents are behind a posted form."""
    query = ", ".join(f'"{name}": "‹valeur›"' for name in form.names)
    lines = f'- {{key: search, body: {body}, platform: webdelib, url: "{form.url}", query: {{{query}}}, fields: {{method: POST}}}}'
    return f"{url}: documents are behind a search form, which a crawler does not fill by itself. Declare it, its values completed: {lines}"


def source_lines(family: Family, body: str) -> str:
    """Return the entry of `sources` that reads a family's documents, as one line of YAML; empty when no platform does."""
    route = family.route
    if route is None:
        return ""
    parts = [f"key: {route.platform.replace('_', '-')}", f"body: {body}", f"platform: {route.platform}", f'url: "{route.url}"']
    parts += [f'dataset: "{route.dataset}"'] if route.dataset else []
    parts += [f"kind: {route.kind}"] if route.kind else []
    return "- {" + ", ".join(parts) + "}"
