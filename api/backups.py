"""What ``tiaokuan backup`` and ``tiaokuan restore`` do (备份与恢复), with the settings' database and data folder."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import Progress
from rich.text import Text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from api.export.terminal import printable
from api.files import reason, shown
from api.settings import settings
from api.store.backup import back_up
from api.store.backup_file import BackupProblem, Manifest, Step, Watch
from api.store.engine import Database
from api.store.originals import Originals
from api.store.restore import restore
from extractor.errors import TiaokuanError

DONE, FAILED = 0, 4  # exit codes
_STEPS = {
    Step.CHECKING: "核对备份",
    Step.TABLES: "数据",
    Step.ORIGINALS: "原件",
    Step.INDEXING: "检索索引",
}


def make_backup(path: Path, *, quiet: bool) -> int:
    """Write a backup of the store; returns the exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    return _carried_out(errors, lambda: _back_up(path, errors, quiet=quiet))


def bring_back(path: Path) -> int:
    """Restore a backup into the empty store; returns the exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    return _carried_out(errors, lambda: _restore(path, errors))


def _back_up(path: Path, errors: Console, *, quiet: bool) -> None:
    _check_exists()
    with _store() as (database, originals), _watched(errors, quiet=quiet) as watch:
        manifest = back_up(database, originals, path, watch)
    if not quiet:
        size = f"{path.stat().st_size / (1 << 20):.1f} MiB"
        _tell(
            errors,
            f"已备份到 {shown(path)}（{size}）：{_sum(manifest)}。备份含全部文档和密码摘要，请妥善保管。",
        )


def _restore(path: Path, errors: Console) -> None:
    with _store() as (database, originals), _watched(errors, quiet=False) as watch:
        manifest = restore(path, database, originals, watch)
    taken = manifest.created_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    _tell(errors, f"已恢复到备份时（{taken}）的状态：{_sum(manifest)}。用户需要重新登录，密钥照旧可用。")


def _check_exists() -> None:
    """To open an SQLite database that is not there would make one."""
    url = make_url(settings().database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise BackupProblem(f"没有数据库 {url.database}，没有可备份的内容。请核对 TIAOKUAN_DATA。")


@contextmanager
def _store() -> Iterator[tuple[Database, Originals]]:
    database = Database(settings().database_url)
    try:
        yield database, Originals(settings().originals)
    finally:
        database.dispose()


@contextmanager
def _watched(errors: Console, *, quiet: bool) -> Iterator[Watch]:
    """Progress for whoever watches a terminal."""
    with Progress(console=errors, transient=True, disable=quiet or not errors.is_terminal) as progress:
        tasks = {step: progress.add_task(told, visible=False) for step, told in _STEPS.items()}

        def watch(step: Step, done: int, total: int) -> None:
            progress.update(tasks[step], completed=done, total=total, visible=True)

        yield watch


def _carried_out(errors: Console, work: Callable[[], None]) -> int:
    """Do it; a failure is told, and so is being ended (SIGTERM) once everything is put away."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        work()
    except TiaokuanError as error:
        return _refused(errors, str(error))
    except OSError as error:
        named = f" {error.filename}" if isinstance(error.filename, str) else ""
        return _refused(errors, f"无法读写{named}：{reason(error)}。请检查路径、权限和剩余空间。")
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        return _refused(
            errors,
            f"数据库无法使用：{cause}。请检查 TIAOKUAN_DATABASE 或 TIAOKUAN_DATA，以及数据库是否在运行。",
        )
    finally:
        signal.signal(signal.SIGTERM, before)
    return DONE


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(FAILED)


def _sum(manifest: Manifest) -> str:
    return f"{manifest.rows} 行数据，{len(manifest.originals)} 份原件"


def _tell(errors: Console, message: str) -> None:
    errors.print(Text(printable(message)))


def _refused(errors: Console, message: str) -> int:
    errors.print(Text(printable(message), style="bold red"))
    return FAILED
