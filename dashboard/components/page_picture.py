"""The image of a page beside its text, for signed-in people: it shows the document as it is, private names included."""

from html import escape

from dashboard.components.bits import e
from dashboard.components.evidence_card import source_links
from dashboard.i18n import n, t
from dashboard.links import page_image
from tracker.queries.reading_shapes import DocumentHead
from tracker.queries.shapes import Viewer

_WITH_PAGES = ("application/pdf", "image/")


def page_picture(head: DocumentHead, page: int, viewer: Viewer) -> str:
    """Return the image of the page, or why there is none, with the links to the document."""
    links = source_links(head.sha256, page, head.url)
    if not viewer.signed_in:
        return f'<p class="cp-note">{e(t("ui.reading.image_sign_in"))}</p>{links}'
    if not head.media_type.startswith(_WITH_PAGES):
        return f'<p class="cp-note">{e(t("ui.reading.image_none"))}</p>{links}'
    source, alt = escape(page_image(head.sha256, page)), e(t("ui.reading.image", n=n(page)))
    following = f'<img class="cp-vh" src="{escape(page_image(head.sha256, page + 1))}" alt="" aria-hidden="true">'
    ahead = following if page < head.pages else ""  # made while this page is being read: turning the page shows it at once
    return f'<figure class="cp-page"><img src="{source}" alt="{alt}"></figure>{links}{ahead}'
