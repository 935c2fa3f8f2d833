"""Commands of the service (服务命令): serve, worker, migrate, openapi. What they need is imported when they run."""

import sys
from typing import Annotated

import typer

from api import analysis_commands as _analysis_commands  # noqa: F401  they add themselves
from api import backup_commands
from api import claim_commands as _claim_commands  # noqa: F401
from api.access.commands import keys, users
from api.cli import app

_FAILED = 4

app.add_typer(users)
app.add_typer(keys)
backup_commands.mount(app)


@app.command("serve")
def serve_command(
    host: Annotated[
        str | None, typer.Option("--host", help="监听地址。", show_default="TIAOKUAN_HOST 或 127.0.0.1")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", "-p", min=0, max=65535, help="监听端口。", show_default="TIAOKUAN_PORT 或 8470"
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=0, max=64, help="同时读取的文件数；0 表示另行启动 worker。"),
    ] = None,
) -> None:
    """启动服务；首次启动会新建数据库和管理员，并显示登录方法。"""
    from api.serving import NotMigrated, serve  # noqa: PLC0415
    from api.settings import Settings, settings  # noqa: PLC0415

    asked = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in asked.items() if value is not None}
    try:
        serve(Settings.model_validate({**dict(settings()), **given}))
    except NotMigrated as error:
        _refuse(str(error))


@app.command("worker")
def worker_command(
    slots: Annotated[int, typer.Option("--slots", "-n", min=1, max=64, help="同时读取的文件数。")] = 1,
) -> None:
    """启动读取进程，与服务共用数据库和数据目录；可在多台机器上运行（PostgreSQL）。"""
    from api.logs import configure_logs  # noqa: PLC0415
    from api.settings import settings  # noqa: PLC0415
    from api.work.worker import run_worker  # noqa: PLC0415

    configure_logs(settings().log_level)
    run_worker(settings(), slots)


@app.command("migrate")
def migrate_command() -> None:
    """将数据库结构更新到本版本所需。请先用升级前的版本备份。"""
    from api.settings import settings  # noqa: PLC0415
    from api.store.engine import Database  # noqa: PLC0415
    from api.store.schema import migrate, newest_revision  # noqa: PLC0415

    database = Database(settings().database_url)
    migrate(database)
    database.dispose()
    typer.echo(f"数据库结构已是 {newest_revision()}。")


@app.command("openapi")
def openapi_command() -> None:
    """输出接口说明（OpenAPI 3.1，JSON）。"""
    import json  # noqa: PLC0415

    from api.service.app import create_app  # noqa: PLC0415
    from api.settings import settings  # noqa: PLC0415

    typer.echo(json.dumps(create_app(settings()).openapi(), ensure_ascii=False, indent=1))


@app.command("mcp")
def mcp_command() -> None:
    """启动 MCP 服务（标准输入输出），供智能助手查找条款；需设 TIAOKUAN_URL 和 TIAOKUAN_KEY。"""
    from api.assistant.server import run  # noqa: PLC0415

    run()


def _refuse(message: str) -> None:
    typer.secho(message, fg="red", err=True)
    sys.exit(_FAILED)
