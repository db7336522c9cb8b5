"""Local accounts: argon2 hashes, roles, one-time passwords.

A wrong login costs as much as a wrong password, so that the answer's delay does not tell which logins exist.
Accounts without a hash (loaded from a dump) and disabled accounts cannot sign in.
"""

import re
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, col, select

from tracker import clock
from tracker.errors import InputError
from tracker.models import User
from tracker.store import reading, writing
from tracker.vocabulary import Role

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
SHORTEST, LONGEST = 10, 200
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper
_HASHER = PasswordHasher()


def create_user(login: str, display_name: str, role: Role | str, password: str | None = None) -> User:
    """Create an account and return it; without a password it cannot sign in until one is set."""
    if not LOGIN.fullmatch(login):
        raise InputError(f"login {login!r}: expected 2 to 40 of a-z, 0-9, dot, dash and underscore")
    if not display_name.strip() or len(display_name) > 100:
        raise InputError(f"login {login}: name: expected 1 to 100 characters, found {len(display_name.strip())}")
    user = User(id=login, display_name=display_name.strip(), role=_role(role), created_at=clock.now())
    user.password_hash = None if password is None else _hash(password)
    with writing() as session:
        if session.get(User, login) is not None:
            raise InputError(f"login {login!r} is taken")
        session.add(user)
    return user


def authenticate(login: str, password: str) -> User | None:
    """Return the account when login and password are right, else None."""
    with reading() as session:
        user = session.get(User, login)
    stored = user.password_hash if user is not None and user.disabled_at is None else None
    right = _verify(stored or _decoy(), password)
    return user if right and stored else None


def set_password(login: str, password: str) -> None:
    """Replace an account's password."""
    hashed = _hash(password)
    with writing() as session:
        _require(session, login).password_hash = hashed


def disable(login: str) -> None:
    """Close an account for ever; its signed decisions stay."""
    with writing() as session:
        user = _require(session, login)
        user.disabled_at = user.disabled_at or clock.now()


def list_users() -> list[User]:
    """Return every account, by login."""
    with reading() as session:
        return list(session.exec(select(User).order_by(col(User.id))))


def one_time_password() -> str:
    """Return a random password that a person can copy from a terminal (about 79 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def password_hashes() -> dict[str, str]:
    """Return login -> hash, for a rebuild that keeps accounts usable; never written to a dump."""
    with reading() as session:
        return {user.id: user.password_hash for user in session.exec(select(User)) if user.password_hash}


def restore_password_hashes(hashes: dict[str, str]) -> None:
    """Give back the hashes kept by `password_hashes()` to the accounts that exist."""
    with writing() as session:
        for user in session.exec(select(User).where(col(User.id).in_(sorted(hashes)))):
            user.password_hash = hashes[user.id]


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        raise InputError(f"role {role!r}: expected one of {', '.join(r.value for r in Role)}") from error


def _require(session: Session, login: str) -> User:
    user = session.get(User, login)
    if user is None:
        raise InputError(f"no account {login!r}")
    return user


def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"password: expected {SHORTEST} to {LONGEST} characters, found {len(password)}")
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
