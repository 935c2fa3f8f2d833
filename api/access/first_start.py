"""The first start (首次启动): a workspace, and somebody who can sign in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.members import add_member, one_at_a_time
from api.access.names import FIRST_WORKSPACE
from api.access.passwords import hash_password, random_password
from api.access.people import create_user, operator, workspace_named
from api.callers import Scope
from api.store.engine import Database
from api.store.tables import User

ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """The account made at the first start. Its password is told once and kept nowhere."""

    name: str
    password: str

    def notice(self, address: str) -> str:
        """What to print, with the ``address`` of the service."""
        return (
            f"首次启动：已新建工作区“{FIRST_WORKSPACE}”和管理员。\n"
            f"  地址　　{address}\n"
            f"  用户名　{self.name}\n"
            f"  密码　　{self.password}\n"
            f"密码只显示这一次。请登录后在账户页修改，或运行 tiaokuan user password {self.name}。"
        )


def first_start(database: Database) -> FirstAccount | None:
    """Make workspace and admin where nobody could sign in yet; None where there are people.

    Of several servers that start at once, one makes them.
    """
    with database.reading() as session:
        if _anybody(session):
            return None
    password = random_password()
    hashed = hash_password(password, ADMIN)
    with database.writing() as session:
        one_at_a_time(session)
        if _anybody(session):
            return None
        caller = operator(workspace_named(session, FIRST_WORKSPACE).id)
        add_member(session, caller, create_user(session, caller, ADMIN, hashed), list(Scope))
    return FirstAccount(ADMIN, password)


def _anybody(session: Session) -> bool:
    return session.scalar(select(User.id).limit(1)) is not None
