"""Scopes as they are granted (授予权限)."""

from collections.abc import Collection

from api.callers import Caller, Scope
from api.problems import FieldError, Invalid


def granted(caller: Caller, scopes: Collection[Scope]) -> list[str]:
    """The scopes to keep, in order and each once.

    Invalid where there are none, NotAllowed where the caller lacks one: nobody gives away what they do not have.
    """
    if not scopes:
        told = "至少授予一项权限：read、write、review 或 admin。"
        raise Invalid("no-scopes", told, errors=[FieldError("/scopes", told)])
    for scope in scopes:
        caller.demand(scope)
    return [scope.value for scope in Scope if scope in scopes]
