"""The worker that the server brings with it (随服务启动的读取进程): started, started again, stopped."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Lock, Thread
from time import monotonic

import structlog

from api.settings import PREFIX, Settings
from api.work.attending import GRACE

_log = structlog.get_logger(__name__)
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds before it is started again, and again
_SOUND = 60.0  # seconds after which a death is the first one again
_MARGIN = 7.0  # seconds, beyond the grace of its jobs, for a worker to leave
_COMMAND = (sys.executable, "-m", "api.work.worker")


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which a process has these settings, and finds these modules."""
    return {
        **os.environ,
        **{f"{PREFIX}{name.upper()}": str(value) for name, value in settings},
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


class Supervisor:
    """Keeps one worker process with ``settings.workers`` slots alive; none where there are to be no slots.

    The process ends with this one, however this one ends: it watches a pipe.
    """

    def __init__(self, settings: Settings, command: Sequence[str] = _COMMAND) -> None:
        self._command = [*command, "--slots", str(settings.workers)]
        self._wanted = settings.workers > 0
        self._environment = environment(settings)
        self._stopping = Event()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the worker, and begin to watch it."""
        if self._wanted:
            self._thread.start()

    def stop(self) -> None:
        """Let the worker end its jobs or give them back, and leave."""
        self._stopping.set()
        with self._lock:
            if self._process is not None:
                _end(self._process)
        if self._thread.is_alive():
            self._thread.join()

    @property
    def pid(self) -> int | None:
        """The worker process, if it is there."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _keep(self) -> None:
        deaths = 0
        while not self._stopping.is_set():
            began = monotonic()
            try:
                code = self._run()
            except OSError as error:  # no process can be started just now
                code = error.errno
            deaths = 0 if monotonic() - began > _SOUND else deaths
            if not self._stopping.is_set():
                _log.warning("worker ended", code=code)
                self._stopping.wait(_PAUSES[min(deaths, len(_PAUSES) - 1)])
            deaths += 1

    def _run(self) -> int | None:
        """The exit code of a worker started now; None where none was."""
        ours, theirs = os.pipe()
        try:
            with self._lock:
                if self._stopping.is_set():
                    return None
                self._process = subprocess.Popen(
                    [*self._command, "--parent-pipe", str(ours)],
                    pass_fds=[ours],
                    stdin=subprocess.DEVNULL,
                    env=self._environment,
                    start_new_session=True,  # an interrupt at the terminal is for the server to act on
                )
            return self._process.wait()
        finally:
            os.close(ours)
            os.close(theirs)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(GRACE + _MARGIN)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            process.kill()
