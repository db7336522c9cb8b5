"""Accounts: argon2, refusals in one line, and an answer that does not tell which logins exist."""

import re
from pathlib import Path

import pytest

from tracker import accounts
from tracker.errors import InputError
from tracker.vocabulary import Role

PASSWORD = "un mot de passe assez long"


def test_only_the_right_password_signs_in(store: Path) -> None:
    accounts.create_user("vera", "Vera", Role.VOLUNTEER, PASSWORD)
    user = accounts.authenticate("vera", PASSWORD)
    assert user is not None
    assert (user.id, user.role) == ("vera", Role.VOLUNTEER)
    assert PASSWORD not in (user.password_hash or "")
    assert (user.password_hash or "").startswith("$argon2id$")
    assert accounts.authenticate("vera", PASSWORD + "x") is None
    assert accounts.authenticate("personne", PASSWORD) is None


def test_an_account_without_hash_or_disabled_cannot_sign_in(store: Path) -> None:
    accounts.create_user("anna", "Anna", "reviewer")
    assert accounts.authenticate("anna", "") is None
    accounts.set_password("anna", PASSWORD)
    assert accounts.authenticate("anna", PASSWORD) is not None
    accounts.disable("anna")
    assert accounts.authenticate("anna", PASSWORD) is None


def test_an_unknown_login_costs_the_same_work(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    real = accounts._verify
    monkeypatch.setattr(accounts, "_verify", lambda stored, password: verified.append(stored) or real(stored, password))
    accounts.authenticate("personne", PASSWORD)
    assert verified
    assert verified[0].startswith("$argon2id$")


@pytest.mark.parametrize(
    ("login", "name", "role", "password", "expected"),
    [
        ("Vera!", "Vera", "volunteer", PASSWORD, "login 'Vera!'"),
        ("vera", " ", "volunteer", PASSWORD, "name"),
        ("vera", "Vera", "king", PASSWORD, "role 'king'"),
        ("vera", "Vera", "volunteer", "court", "password: expected 10"),
        ("anna", "Anna", "volunteer", PASSWORD, "is taken"),
    ],
)
def test_a_bad_account_is_refused(store: Path, login: str, name: str, role: str, password: str, expected: str) -> None:
    accounts.create_user("anna", "Anna", Role.ADMIN)
    with pytest.raises(InputError, match=expected):
        accounts.create_user(login, name, role, password)
    assert [user.id for user in accounts.list_users()] == ["anna"]


def test_hashes_survive_a_rebuild_and_one_time_passwords_differ(store: Path) -> None:
    accounts.create_user("vera", "Vera", Role.VOLUNTEER, PASSWORD)
    hashes = accounts.password_hashes()
    accounts.set_password("vera", accounts.one_time_password())
    accounts.restore_password_hashes(hashes)
    assert accounts.authenticate("vera", PASSWORD) is not None
    made = {accounts.one_time_password() for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", one) for one in made)
