"""Passwords (密码): argon2id, which costs whoever guesses 64 MiB and three passes for each try."""

import secrets
from functools import cache

from pwdlib import PasswordHash

from api.problems import FieldError, Invalid

SHORTEST = 12  # characters
_HASHER = PasswordHash.recommended()  # argon2id with the second set of parameters that RFC 9106 recommends
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no two that look alike: it may be typed from paper
_GROUPS, _GROUP = 4, 5  # 20 characters, 99 bits


def hash_password(password: str, name: str) -> str:
    """The hash to keep of a new password of the user ``name``.

    Invalid where it has fewer than 12 characters or is the name. Takes a tenth of a second: call it with no
    transaction open.
    """
    if len(password) < SHORTEST:
        raise _weak(f"密码至少 {SHORTEST} 个字符。请换一个更长的密码。")
    if password.casefold() == name.casefold():
        raise _weak("密码不能与用户名相同。请换一个密码。")
    return _HASHER.hash(_bytes(password))


def check_password(password: str, password_hash: str | None) -> bool:
    """True where the password is the one that was hashed. None, for a user that is not there, costs as much."""
    nobodys = _nobodys_hash()
    held = _HASHER.verify(_bytes(password), password_hash or nobodys)
    return held and password_hash is not None


def random_password() -> str:
    """A password nobody guesses, in groups that can be read out."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_bytes(32))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # JSON may hold half a surrogate pair


def _weak(detail: str) -> Invalid:
    return Invalid("weak-password", detail, errors=[FieldError("/password", detail)])
