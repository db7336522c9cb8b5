"""Where a pledge was written: the link to its source, or to the stored copy at its page, and the other places that say it again."""

from html import escape

from dashboard.components.bits import e
from dashboard.i18n import n, t
from dashboard.links import archived, page_image
from tracker.queries import Proof
from tracker.queries.shapes import Viewer

_WITH_PAGES = ("application/pdf", "image/")


def pledge_source(proof: Proof | None, viewer: Viewer) -> str:
    """Return the way to the proof, which a pledge without an address has too."""
    if proof is None:
        return ""
    links = _copy(proof, viewer)
    if proof.url:
        links += f'<a href="{escape(proof.url)}" rel="noreferrer">{e(t("ui.link.source"))}</a>'
    note = ""
    if not proof.url:
        note = f'<p class="cp-note">{e(t("ui.proof.no_address", name=proof.name) if proof.copy else t("ui.proof.lost"))}</p>'
    return f'<div class="cp-links">{links}</div>{note}{also_said(proof)}'


def _copy(proof: Proof, viewer: Viewer) -> str:
    """Return the links to the copy and, for signed-in people, to the picture of the page: nobody else may open it."""
    if proof.copy is None:
        return ""
    paged = proof.media_type.startswith(_WITH_PAGES)
    page = proof.page if paged else None
    words = t("ui.proof.copy", page=n(page)) if page else t("ui.proof.copy_whole")
    copy = f'<a href="{escape(archived(proof.copy, page))}" target="_blank">{e(words)}</a>'
    if page is None or not viewer.signed_in:
        return copy
    return f'{copy}<a href="{escape(page_image(proof.copy, page))}" target="_blank">{e(t("ui.proof.page", page=n(page)))}</a>'


def also_said(proof: Proof) -> str:
    """Return the other places of the source that say the same pledge, word for word: nothing that was merged is out of sight."""
    if not proof.also:
        return ""
    said = ""
    for one in proof.also:
        place = f" <span>({e(t('ui.page_n', n=n(one.page)))})</span>" if one.page else ""
        said += f"<li>« {e(one.quote)} »{place}</li>"
    return f'<p class="cp-kicker cp-whole">{e(t("ui.proof.also"))}</p><ul class="cp-also">{said}</ul>'
