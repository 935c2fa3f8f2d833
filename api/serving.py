"""The service as a program (服务): schema, first account, workers, and the server itself."""

import sys
from ipaddress import ip_address

import structlog
import uvicorn

from api.access.first_start import first_start
from api.logs import configure_logs
from api.service.app import create_app
from api.settings import Settings
from api.store import schema
from api.store.engine import Database
from api.work.supervision import Supervisor

_GRACE = 8  # seconds for answers that are under way when the service is told to stop
_log = structlog.get_logger("tiaokuan.service")


class NotMigrated(Exception):
    """The database's schema is not this version's; ``str`` is Chinese and says what to do."""


def serve(settings: Settings) -> None:
    """Run the service until it is told to stop (SIGTERM, SIGINT). Raises NotMigrated."""
    configure_logs(settings.log_level)
    _prepare(settings)
    supervisor = Supervisor(settings)
    supervisor.start()
    try:
        _log.info("service started", host=settings.host, port=settings.port, workers=settings.workers)
        uvicorn.run(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
    finally:
        supervisor.stop()


def _prepare(settings: Settings) -> None:
    """The embedded database is brought up to date by itself; a shared one only on command."""
    database = Database(settings.database_url)
    try:
        if database.is_sqlite:
            schema.migrate(database)
        elif not schema.is_current(database):
            raise NotMigrated(
                "数据库结构不是本版本所需。请先用升级前的版本备份，再运行 tiaokuan migrate，然后重新启动。"
            )
        made = first_start(database)
    finally:
        database.dispose()
    address = f"http://{settings.host}:{settings.port}"
    if made is not None:
        print(made.notice(address), file=sys.stderr, flush=True)
    else:
        print(f"服务地址 {address}，用已有的用户名和密码或密钥登录。", file=sys.stderr, flush=True)
    if not settings.secure_cookies and not _is_local(settings.host):
        print(
            "注意：服务对外开放而未启用 TIAOKUAN_SECURE_COOKIES。请经 https 反向代理对外提供，并设为 true。",
            file=sys.stderr,
            flush=True,
        )


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
