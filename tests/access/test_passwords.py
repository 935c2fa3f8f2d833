"""Passwords: strength, storage, and the same work for nobody."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.access import passwords
from api.access.passwords import check_password, hash_password, random_password
from api.problems import Invalid


def test_a_password_holds_and_another_does_not() -> None:
    hashed = hash_password("correct horse battery", "张三")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,")
    assert check_password("correct horse battery", hashed)
    assert not check_password("correct horse batterz", hashed)
    assert hash_password("correct horse battery", "张三") != hashed


@pytest.mark.parametrize(
    ("password", "name"), [("elevenchars", "张三"), ("", "张三"), ("Zhang.San.2026", "zhang.san.2026")]
)
def test_a_weak_password_is_refused(password: str, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        hash_password(password, name)
    assert refused.value.code == "weak-password"
    assert refused.value.errors[0].pointer == "/password"


def test_twelve_characters_are_enough() -> None:
    assert check_password("一二三四五六七八九十甲乙", hash_password("一二三四五六七八九十甲乙", "张三"))


def test_half_a_surrogate_pair_is_a_password_like_any_other() -> None:
    hashed = hash_password("\ud800" * 12, "张三")
    assert check_password("\ud800" * 12, hashed)
    assert not check_password("\ud801" * 12, hashed)


def test_nobodys_password_never_holds_and_costs_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = hash_password("correct horse battery", "张三")
    tried = []

    class Counting:
        def verify(self, password: bytes, kept: str) -> bool:
            tried.append(kept.rpartition("$")[0].rpartition("$")[0])
            return True  # as if nobody's password had been guessed

        def hash(self, password: bytes) -> str:
            return hash_password("another password", "")

    passwords._nobodys_hash()
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert not check_password("correct horse battery", None)
    assert check_password("correct horse battery", hashed)
    assert tried == ["$argon2id$v=19$m=65536,t=3,p=4"] * 2


def test_random_passwords_differ_and_are_strong_enough() -> None:
    made = {random_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}", one) for one in made)


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=11))
def test_nothing_shorter_than_twelve_is_taken(password: str) -> None:
    with pytest.raises(Invalid):
        hash_password(password, "张三")
