"""Our own addresses beside Streamlit's pages: signing in and out, health, archived copies, the CSV.

Every answer is decided from the signed cookie; bytes of the archive are never served as something a browser would run.
"""

import re
import tempfile
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.launcher import page_image
from dashboard.login_page import login_page
from dashboard.ratelimit import FailureCounter
from dashboard.signing import COOKIE, FORM_AGE, FORM_COOKIE, MAX_AGE, form_token, form_token_valid, safe_next, session_cookie, viewer_of
from tracker import accounts, queries
from tracker.errors import TrackerError
from tracker.exports.csv import export_csv
from tracker.queries.shapes import Viewer
from tracker.refusals import told
from tracker.settings import archive_dir
from tracker.wording import Lang, add_labels, label
from tracker.wording_screens import SCREENS
from tracker.worksheets.spreadsheet import export_sheet

add_labels(SCREENS)
_FORM_BYTES = 8192
_SHA, _PAGE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[1-9][0-9]{0,4}")
_PRIVATE = {"cache-control": "private, no-store"}
_COPY_HEADERS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'", **_PRIVATE}
_SERVED_AS = {  # archived type -> (type sent, extension); anything else is only ever downloaded
    "application/pdf": ("application/pdf", ".pdf"),
    "text/html": ("text/plain; charset=utf-8", ".html.txt"),
    "text/plain": ("text/plain; charset=utf-8", ".txt"),
}
_failures = FailureCounter()


def routes() -> list[Route]:
    """Return every route of this module."""
    return [
        Route("/connexion", sign_in_form, methods=["GET"]),
        Route("/connexion", sign_in, methods=["POST"]),
        Route("/deconnexion", sign_out, methods=["GET"]),
        Route("/sante", health, methods=["GET"]),
        Route("/documents/{sha256}", archived_copy, methods=["GET"]),
        Route("/images/{sha256}/{page}", page_picture, methods=["GET"]),
        Route("/export.csv", download_csv, methods=["GET"]),
        Route("/feuille.csv", download_sheet, methods=["GET"]),
    ]


def _viewer(request: Request) -> Viewer:
    return viewer_of(request.cookies.get(COOKIE))


def _lang(value: str | None) -> Lang:
    return "en" if value == "en" else "fr"


def _secure(request: Request) -> bool:
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"


def _form(request: Request, lang: Lang, target: str, problem: str | None = None, status: int = 200) -> Response:
    token = form_token()
    page = login_page(lang, token, target, problem, usable=queries.has_accounts())
    answer = HTMLResponse(page, status_code=status, headers=_PRIVATE)
    answer.set_cookie(FORM_COOKIE, token, max_age=FORM_AGE, httponly=True, samesite="strict", secure=_secure(request), path="/connexion")
    return answer


def sign_in_form(request: Request) -> Response:
    """Show the form."""
    return _form(request, _lang(request.query_params.get("lang")), safe_next(request.query_params.get("next", "/")))


async def sign_in(request: Request) -> Response:
    """Check the form, its token and the password; the whole page is loaded again, which is what makes Streamlit see the cookie."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return PlainTextResponse("form too large", status_code=413)
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError:  # more fields than the form has
        return PlainTextResponse("not this form", status_code=400)
    sent = {name: values[0] for name, values in fields.items()}
    return await run_in_threadpool(_check, request, sent)


def _check(request: Request, sent: dict[str, str]) -> Response:
    lang, target = _lang(sent.get("lang")), safe_next(sent.get("next", "/"))
    login, address = sent.get("login", "").strip()[:64], request.client.host if request.client else ""
    if not form_token_valid(sent.get("token", ""), request.cookies.get(FORM_COOKIE)):
        return _form(request, lang, target, label("ui.login.expired", lang), 400)
    if _failures.blocked(address, login):
        return _form(request, lang, target, label("ui.login.wait", lang), 429)
    user = accounts.authenticate(login, sent.get("password", "")[:256])
    if user is None:
        _failures.failed(address, login)
        return _form(request, lang, target, label("ui.login.wrong", lang), 401)
    _failures.succeeded(address, login)
    answer = RedirectResponse(target, status_code=303, headers=_PRIVATE)
    answer.set_cookie(COOKIE, session_cookie(user.id), max_age=MAX_AGE, httponly=True, samesite="lax", secure=_secure(request))
    answer.delete_cookie(FORM_COOKIE, path="/connexion")
    return answer


def sign_out(request: Request) -> Response:
    """Forget the cookie; a link on another site cannot do it."""
    answer = RedirectResponse(safe_next(request.query_params.get("next", "/")), status_code=303, headers=_PRIVATE)
    if request.headers.get("sec-fetch-site", "same-origin") != "cross-site":
        answer.delete_cookie(COOKIE)
    return answer


def health(_request: Request) -> Response:
    """Say that the server answers and that its database can be read."""
    queries.has_accounts()
    return PlainTextResponse("ok", headers=_PRIVATE)


def archived_copy(request: Request) -> Response:
    """Serve the bytes kept in the archive, when their town is open to this person."""
    sha256 = request.path_params["sha256"]
    if not _SHA.fullmatch(sha256):
        return PlainTextResponse("expected 64 hexadecimal digits", status_code=404)
    held = queries.archived_file(sha256, _viewer(request)) or queries.worksheet_file(sha256, _viewer(request))
    path = archive_dir() / sha256[:2] / sha256
    if held is None or not path.is_file():
        return PlainTextResponse(label("ui.copy.missing", _lang(request.query_params.get("lang"))), status_code=404)
    return _copy(path, sha256, held.media_type)


def page_picture(request: Request) -> Response:
    """Serve the image of one page to a signed-in person who may open its town; it shows every name, so nobody else gets it."""
    sha256, page, viewer = request.path_params["sha256"], request.path_params["page"], _viewer(request)
    asked = _SHA.fullmatch(sha256) and _PAGE.fullmatch(page)
    held = (queries.archived_file(sha256, viewer) or queries.worksheet_file(sha256, viewer)) if asked and viewer.signed_in else None
    path = page_image(sha256, int(page)) if held else None
    if path is None:
        return PlainTextResponse(label("ui.image.missing", _lang(request.query_params.get("lang"))), status_code=404)
    return FileResponse(path, media_type="image/png", headers={**_COPY_HEADERS, "content-disposition": "inline"})


def _copy(path: Path, sha256: str, media_type: str) -> Response:
    sent_type, extension = _SERVED_AS.get(media_type.split(";")[0].strip(), ("application/octet-stream", ".bin"))
    inline = media_type.startswith("application/pdf")
    disposition = "inline" if inline else "attachment"
    headers = {**_COPY_HEADERS, "content-disposition": f'{disposition}; filename="{sha256[:16]}{extension}"'}
    return FileResponse(path, media_type=sent_type, headers=headers)


def download_csv(request: Request) -> Response:
    """Send the published verdicts of a town in the form that `export csv` writes."""
    viewer, slug = _viewer(request), request.query_params.get("town", "")
    if slug not in {town.slug for town in queries.towns(viewer)}:
        return PlainTextResponse(label("ui.town.unknown", _lang(request.query_params.get("lang"))), status_code=404)
    name = f'attachment; filename="chose-promise-{slug}.csv"'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        export_csv(path, town=slug, lang=_lang(request.query_params.get("lang")))
        content = path.read_bytes()
    return Response(content, media_type="text/csv; charset=utf-8", headers={"content-disposition": name, **_PRIVATE})


def download_sheet(request: Request) -> Response:
    """Send the worksheet of a programme as its signed-in reader may see it."""
    viewer, ref = _viewer(request), request.query_params.get("sheet", "")
    try:
        seen = queries.worksheet(ref, viewer)
        content = export_sheet(viewer.login or "", ref).encode() if seen else None
    except TrackerError as error:
        return PlainTextResponse(told(error, _lang(request.query_params.get("lang"))), status_code=404)
    if content is None:
        return PlainTextResponse(label("ui.sheet.sign_in", _lang(request.query_params.get("lang"))), status_code=404)
    name = f'attachment; filename="{ref.replace("/", "-")}.csv"'
    return Response(content, media_type="text/csv; charset=utf-8", headers={"content-disposition": name, **_PRIVATE})
