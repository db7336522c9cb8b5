"""The dashboard without a browser: sign-in, archived copies, headers, and each page's script run by Streamlit's own test driver."""

import itertools
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dashboard import routes as our_routes
from dashboard import signing
from dashboard.components.explanation import passage_html
from dashboard.launch import command
from dashboard.links import outside
from dashboard.middleware import FrenchPage, SecurityHeaders
from dashboard.ratelimit import FAILURES_PER_LOGIN, FailureCounter
from tests.asgi import Answer, ask
from tests.judging import SHA, cited, fill
from tests.screens import screen
from tracker import accounts
from tracker.models import DocumentVersion
from tracker.queries.linking_shapes import MatchedPassage
from tracker.queries.shapes import ANYONE
from tracker.settings import ROOT, archive_dir, store_dir
from tracker.store import writing
from tracker.wording import LANGUAGES
from tracker.wording_screens import SCREENS

PASSWORD = "un mot de passe long"
ROUTED = Starlette(routes=our_routes.routes())


@pytest.fixture(autouse=True)
def _filled(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.setattr(our_routes, "_failures", FailureCounter())


def sign_in(password: str = PASSWORD, target: str = "/", **changes: Any) -> Answer:
    shown = ask(ROUTED, "/connexion")
    token = shown.cookies()[signing.FORM_COOKIE]
    form = {"login": "vera", "password": password, "token": token, "next": target, "lang": "fr", **changes}
    return ask(ROUTED, "/connexion", form=form, cookies={signing.FORM_COOKIE: token})


def with_password() -> None:
    accounts.set_password("vera", PASSWORD)


def test_signing_in_gives_a_cookie_that_names_the_person() -> None:
    with_password()
    answer = sign_in(target="/promesses?theme=x")
    assert (answer.status, answer.header("location")) == (303, "/promesses?theme=x")
    set_cookie = next(value for key, value in answer.headers if key == "set-cookie" and value.startswith(signing.COOKIE))
    assert "HttpOnly" in set_cookie and "samesite=lax" in set_cookie.lower()
    cookie = answer.cookies()[signing.COOKIE]
    assert signing.viewer_of(cookie).login == "vera"
    assert (
        signing.viewer_of(("b" if cookie[0] == "a" else "a") + cookie[1:]) == ANYONE
    )  # not the last letter: base64 leaves bits of it unused
    accounts.set_password("vera", "un autre mot de passe")
    assert signing.viewer_of(cookie) == ANYONE  # a changed password ends the old sessions


def test_wrong_password_forged_form_and_guessing_are_refused() -> None:
    with_password()
    assert sign_in(token="forged").status == 400
    assert [sign_in("faux").status for _ in range(FAILURES_PER_LOGIN)] == [401] * FAILURES_PER_LOGIN
    assert sign_in().status == 429


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\n/x"])
def test_signing_in_never_leads_to_another_site(target: str) -> None:
    with_password()
    assert sign_in(target=target).header("location") == "/"


def test_a_form_that_is_too_large_is_refused() -> None:
    assert sign_in(padding="x" * 9000).status == 413


def test_a_form_with_other_fields_than_ours_is_refused() -> None:
    assert sign_in(**{f"field{number}": "x" for number in range(20)}).status == 400


def test_without_accounts_there_is_no_form() -> None:
    shown = ask(ROUTED, "/connexion").body.decode()
    assert "<form" not in shown and "lecture seule" in shown


def test_what_a_person_types_is_escaped_in_the_form() -> None:
    with_password()
    shown = ask(ROUTED, '/connexion?next=/"><script>alert(1)</script>').body.decode()
    assert "<script" not in shown


def test_the_secret_is_made_once_for_its_owner_only() -> None:
    first = signing.session_cookie("vera")
    path = store_dir() / "secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_bytes()
    assert first and signing.session_cookie("vera") and path.read_bytes() == content
    assert [p.name for p in store_dir().glob("secret*")] == ["secret"]


def archive(content: bytes, media_type: str) -> None:
    path = archive_dir() / SHA[:2] / SHA
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with writing() as session:
        version = session.get(DocumentVersion, "dv-1")
        assert version
        version.media_type = media_type


@pytest.mark.parametrize(
    ("media_type", "sent", "disposition"),
    [
        ("application/pdf", "application/pdf", "inline"),
        ("text/html", "text/plain; charset=utf-8", "attachment"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
    ],
)
def test_an_archived_copy_is_never_run_by_the_browser(media_type: str, sent: str, disposition: str) -> None:
    archive(b"<script>alert(1)</script>", media_type)
    answer = ask(ROUTED, f"/documents/{SHA}")
    assert (answer.status, answer.header("content-type")) == (200, sent)
    assert answer.header("content-disposition").startswith(disposition)
    assert "default-src 'none'" in answer.header("content-security-policy")


def test_copies_of_a_real_town_and_paths_that_are_no_hash_are_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "real"))
    fill(fictional=False)
    archive(b"%PDF", "application/pdf")
    with_password()
    assert ask(ROUTED, f"/documents/{SHA}").status == 404
    cookie = {signing.COOKIE: signing.session_cookie("vera")}
    assert ask(ROUTED, f"/documents/{SHA}", cookies=cookie).status == 200
    assert ask(ROUTED, "/documents/..%2Fsecret", cookies=cookie).status == 404
    assert ask(ROUTED, "/export.csv?town=ville").status == 404
    assert ask(ROUTED, "/export.csv?town=ville", cookies=cookie).status == 200


def test_a_link_on_another_site_cannot_sign_a_person_out() -> None:
    assert ask(ROUTED, "/deconnexion", headers={"sec-fetch-site": "cross-site"}).cookies() == {}
    assert signing.COOKIE in ask(ROUTED, "/deconnexion", headers={"sec-fetch-site": "same-origin"}).cookies()


def test_every_answer_has_its_headers_and_its_language() -> None:
    app = SecurityHeaders(FrenchPage(Starlette(routes=[Route("/x", lambda _: HTMLResponse('<html lang="en"><body>'))])))
    french, english = ask(app, "/x"), ask(app, "/x?lang=en")
    assert french.body == b'<html lang="fr"><body>' and english.body == b'<html lang="en"><body>'
    assert french.header("content-length") == str(len(french.body))
    assert french.header("x-content-type-options") == "nosniff" and "frame-ancestors 'none'" in french.header("content-security-policy")


def test_the_command_serves_on_loopback_without_statistics() -> None:
    parts = command(8501)
    flags = dict(itertools.pairwise(parts))
    assert flags["--server.address"] == "127.0.0.1" and flags["--browser.gatherUsageStats"] == "false"
    assert flags["--runner.postScriptGC"] == "false" and flags["--client.showErrorDetails"] == "none"
    hosts = [value for flag, value in itertools.pairwise(parts) if flag == "--server.allowedHosts"]
    assert "*" not in hosts and "127.0.0.1" in hosts
    assert "192.0.2.7" in command(8501, "192.0.2.7")


def test_streamlit_still_knows_every_setting() -> None:
    from streamlit import config

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for section, keys in settings.items():
        for key in keys:
            config.get_option(f"{section}.{key}")


def test_every_screen_word_is_in_both_languages() -> None:
    assert len(LANGUAGES) == 2
    for key, pair in SCREENS.items():
        assert all(words.strip() for words in pair), key
        places = [{part.split("}")[0] for part in words.split("{")[1:]} for words in pair]
        assert places[0] == places[1], key


def test_only_web_addresses_become_links() -> None:
    assert outside("https://ville.example/pv.pdf") and outside("javascript:alert(1)") is None and outside("pv.pdf") is None


def test_matched_words_are_marked_and_the_rest_is_escaped() -> None:
    found = MatchedPassage(3, (("La ", False), ("crèche", True), (" <b>ouvre</b>", False)), cut_before=False, cut_after=True)
    assert passage_html(found).endswith(">La <mark>crèche</mark> &lt;b&gt;ouvre&lt;/b&gt; …</div>") and "page 3" in passage_html(found)


def test_the_front_page_shows_counts_with_their_date() -> None:
    shown = screen("overview")
    assert "Ville" in shown and "Pas encore examiné" in shown and "5 promesses" in shown


def test_the_pages_speak_english_when_asked() -> None:
    assert "Not examined yet" in screen("overview", lang="en")


def test_the_list_and_the_pledge_show_their_words() -> None:
    assert "Construire une halle couverte." in screen("pledges")
    cited("ple-halle")
    shown = screen("pledge", id="ple-halle")
    assert "<mark>" in shown and "va dans le sens" in shown.lower() and f"/documents/{SHA}#page=2" in shown
    assert "cp-card cp-machine" not in shown


def test_pages_for_workers_ask_nobody_to_sign_in_first() -> None:
    assert "/connexion" in screen("queue") and "/connexion" in screen("review")


def test_coverage_and_method_open() -> None:
    assert "mars 2024" in screen("coverage")
    screen("method")
