"""Signed cookies and form tokens, without Streamlit: the secret is a file of the store that only its owner reads."""

import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from tracker import queries
from tracker.errors import InputError
from tracker.queries.shapes import ANYONE, Viewer
from tracker.settings import store_dir

COOKIE, FORM_COOKIE = "chose_promise", "chose_promise_form"
MAX_AGE = 12 * 3600
FORM_AGE = 3600
_SECRET_BYTES = 32
_SALTS = {COOKIE: b"session", FORM_COOKIE: b"form"}


def _secret_path() -> Path:
    return store_dir() / "secret"


def _make_secret(path: Path) -> None:
    """Write a whole secret beside, then link it in place: the first of two processes wins, and none reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret.{secrets.token_hex(4)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(secrets.token_hex(32), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _secret() -> bytes:
    path = _secret_path()
    if not path.exists():
        _make_secret(path)
    found = path.read_bytes()
    if len(found) < _SECRET_BYTES:
        raise InputError(f"{path}: expected at least {_SECRET_BYTES} bytes of secret, found {len(found)}; delete it to make a new one")
    return found


def _signer(cookie: str) -> TimestampSigner:
    return TimestampSigner(_secret(), salt=_SALTS[cookie])


def session_cookie(login: str) -> str:
    """Return the signed cookie of a person who just signed in; it ends when the password changes."""
    account = queries.account(login)
    return _signer(COOKIE).sign(f"{login}|{account.stamp if account else ''}").decode()


def viewer_of(cookie: str | None) -> Viewer:
    """Return whose valid cookie this is, else nobody."""
    if not cookie:
        return ANYONE
    try:
        login, _, stamp = _signer(COOKIE).unsign(cookie, max_age=MAX_AGE).decode().rpartition("|")
    except BadSignature:
        return ANYONE
    account = queries.account(login)
    return account.viewer if account and secrets.compare_digest(account.stamp, stamp) else ANYONE


def form_token() -> str:
    """Return a fresh signed token for the sign-in form: it goes into the form and into a cookie."""
    return _signer(FORM_COOKIE).sign(secrets.token_hex(16)).decode()


def form_token_valid(sent: str, cookie: str | None) -> bool:
    """True when the form's token is the cookie's, and was signed here less than an hour ago."""
    if not sent or not cookie or not secrets.compare_digest(sent.encode(), cookie.encode()):
        return False
    try:
        _signer(FORM_COOKIE).unsign(sent, max_age=FORM_AGE)
    except BadSignature:
        return False
    return True


def safe_next(path: str) -> str:
    """Return a path of this site to go back to, or the front page for anything else."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if plain and len(path) < 2000 else "/"
