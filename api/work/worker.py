"""The worker as a program (读取进程): ``python -m api.work.worker --slots 2``."""

import argparse
from functools import partial

from api.logs import configure_logs
from api.settings import Settings, settings
from api.store.engine import Database
from api.store.originals import Originals
from api.store.readings import save_reading
from api.work.attending import attend
from api.work.extracting import extract_within
from api.work.reading import Means


def run_worker(settings: Settings, slots: int, parent_pipe: int | None = None) -> None:
    """Read documents in ``slots`` child processes until told to stop; see :mod:`api.work.attending`.

    ``parent_pipe`` is the end to read of a pipe that closes when the process that started this one ends.
    """
    database = Database(settings.database_url, connections=2 * slots + 3)
    try:
        extract = partial(extract_within, learned=settings.learned)
        means = Means(settings, database, Originals(settings.originals), save_reading, extract)
        attend(means, slots, parent_pipe)
    finally:
        database.dispose()


def main() -> None:
    """Run a worker with the settings of the environment."""
    parser = argparse.ArgumentParser(prog="python -m api.work.worker", description="读取进程")
    parser.add_argument("--slots", type=int, default=1, help="同时读取的文件数")
    parser.add_argument("--parent-pipe", type=int, help="由服务启动时使用：服务结束则本进程结束")
    given = parser.parse_args()
    configure_logs(settings().log_level)
    run_worker(settings(), given.slots, given.parent_pipe)


if __name__ == "__main__":
    main()
