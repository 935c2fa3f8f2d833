"""Sign-in, keys, members, audit and the state of the service (登录、密钥、成员、审计、运行)."""

from collections.abc import Iterator, Sequence

from api.callers import Scope
from api.client.calling import Call, at
from api.client.part import Part
from api.service.routes.operations import Health, Readiness
from api.service.wire.access import KeysOut, MemberOut, MembersOut, NewKeyOut, SessionOut
from api.service.wire.audit import AuditOut, AuditPage


class Sessions(Part):
    """Who calls (登录). Signing in is for a client without a key; the cookie stays with the client."""

    def sign_in(self, name: str, password: str, *, workspace_id: str | None = None) -> SessionOut:
        """Sign in, into the first workspace by name where none is named."""
        body = {"name": name, "password": password, "workspace_id": workspace_id}
        return self._connection.ask(Call("POST", at("session"), body=body), SessionOut)

    def get_session(self) -> SessionOut:
        """Who is calling, in which workspace, and what they may do."""
        return self._connection.ask(Call("GET", at("session")), SessionOut)

    def switch_workspace(self, workspace_id: str) -> SessionOut:
        """Go over to another workspace of the person who is signed in."""
        return self._connection.ask(
            Call("PATCH", at("session"), body={"workspace_id": workspace_id}), SessionOut
        )

    def sign_out(self) -> None:
        """End the session."""
        self._connection.send(Call("DELETE", at("session")))

    def change_password(self, current: str, password: str) -> None:
        """Change one's own password; every session of the person ends."""
        self._connection.send(
            Call("PUT", at("session", "password"), body={"current": current, "password": password})
        )


class Keys(Part):
    """Keys of the workspace (密钥)."""

    def list_keys(self) -> KeysOut:
        """All keys, the newest first, without the secret."""
        return self._connection.ask(Call("GET", at("keys")), KeysOut)

    def create_key(self, name: str, scopes: Sequence[Scope], *, days: int | None = None) -> NewKeyOut:
        """A new key, told this once; it holds for ``days``, or until it is revoked.

        Never sent a second time by itself: where its answer is lost, look among the keys before trying again.
        """
        body = {"name": name, "scopes": list(scopes), "days": days}
        return self._connection.ask(Call("POST", at("keys"), body=body), NewKeyOut)

    def revoke_key(self, key_id: str) -> None:
        """Let the key hold no longer."""
        self._connection.send(Call("DELETE", at("keys", key_id)))


class Members(Part):
    """People of the workspace (成员)."""

    def list_members(self) -> MembersOut:
        """All members, by name."""
        return self._connection.ask(Call("GET", at("members")), MembersOut)

    def add_member(self, name: str, scopes: Sequence[Scope], *, password: str | None = None) -> MemberOut:
        """Add somebody: a new user where there is a password, else one whom the service knows."""
        body = {"name": name, "scopes": list(scopes), "password": password}
        return self._connection.ask(Call("POST", at("members"), body=body), MemberOut)

    def change_member(self, user_id: str, scopes: Sequence[Scope]) -> MemberOut:
        """Let a member do just this."""
        return self._connection.ask(
            Call("PATCH", at("members", user_id), body={"scopes": list(scopes)}), MemberOut
        )

    def remove_member(self, user_id: str) -> None:
        """Take somebody out of the workspace."""
        self._connection.send(Call("DELETE", at("members", user_id)))


class Operations(Part):
    """The audit trail and the state of the service (审计、运行)."""

    def list_audit(
        self,
        *,
        document_id: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        page_size: int = 50,
    ) -> Iterator[AuditOut]:
        """Who changed what, the newest first; ``page_size`` is how many are got at once."""
        query = {"document_id": document_id, "actor": actor, "action": action, "limit": page_size}
        return self._connection.list(at("audit"), AuditPage, query)

    def get_health(self) -> Health:
        """Returns where the service is running."""
        return self._connection.ask(Call("GET", "/healthz"), Health)

    def get_readiness(self) -> Readiness:
        """Whether the service can answer, and what fails where it cannot."""
        return self._connection.ask(Call("GET", "/readyz", answers=(503,)), Readiness)

    def get_metrics(self) -> str:
        """Figures in the text form of Prometheus."""
        return self._connection.send(Call("GET", "/metrics")).text
