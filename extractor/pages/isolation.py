"""Reading in a child process with limits (隔离读取), so that a hostile file harms nothing but itself.

The child is a fresh interpreter, not a fork: it shares no state, and it does not import the program's main
module. It answers over a pipe and serves many documents, because starting it costs more than most documents.
It ends with the process that started it, however that ends.
"""

import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
import traceback
import weakref
from collections.abc import Callable
from math import ceil
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, process_time
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from extractor.errors import ReadingCancelled, ReadingStopped, TiaokuanError
from extractor.pages.progress import Listener, listening

T = TypeVar("T")
Job = Callable[[bytes, str], T]

GIB = 1 << 30
_LARGEST_FILE = GIB // 4  # bytes that the child, or a converter it starts, may write to one file
_START = 60.0  # seconds for an interpreter to start on a busy machine
_JOBS_BEFORE_RECYCLING = 200  # parsers leak and fragment memory

PAGE_SECONDS = (
    60.0  # for a scanned page; a usual one takes four of a processor's, several where others work too
)
PROCESSES = "TIAOKUAN_SCAN_PROCESSES"  # the environment variable that says how many pages are read at a time
_PROGRESS = "progress"

_CANCELLED = "已取消"
_ADVICE = "该文件可能已损坏或为异常构造。请重新下载或重新保存（另存为 PDF 或 .docx）后再试。"


class InternalError(Exception):
    """An unexpected exception in the child; its text is the child's traceback."""


class Worker:
    """A child process that reads one document at a time. One thread runs jobs; any other may stop them.

    ``seconds`` bounds the wall time and the processor time of each job, ``memory`` the child's address space in
    bytes. A job that tells of scanned pages gets ``page_seconds`` more for each of them: what is allowed grows with
    the work that there is, page by page, and a job that stands still is stopped all the same.
    The child is replaced after a number of jobs and after any failure other than a TiaokuanError.
    """

    def __init__(
        self, *, seconds: float = 120, memory: int = 2 * GIB, page_seconds: float = PAGE_SECONDS
    ) -> None:
        self._seconds = seconds
        self._page_seconds = page_seconds
        self._memory = memory
        self._child: _Child | None = None
        self._lock = Lock()  # over the two below, and over the child while it may be stopped
        self._running = False
        self._cancelled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, job: Job[T], data: bytes, name: str = "", told: Listener | None = None) -> T:
        """``job(data, name)`` in the child. ``job`` can be pickled, as a function at the top of a module can.

        ``told`` hears, in this thread, how many scanned pages are recognised (:mod:`extractor.pages.progress`).
        A TiaokuanError of the job comes back as itself. Raises ReadingStopped where the job ran out of time or
        memory, died or failed in an unexpected way; then ``__cause__`` is an InternalError, if there is one.
        Raises ReadingCancelled where another thread called ``stop`` meanwhile.
        """
        child = self._begin()
        try:
            limits = _Limits(self._seconds, self._page_seconds)
            kind, answer = child.ask(job, data, name, limits, told)
        except BaseException as error:
            cancelled = self._finish()
            self.close()
            if cancelled and isinstance(error, ReadingStopped):
                raise ReadingCancelled(_CANCELLED) from None
            raise
        if self._finish():
            self.close()
            raise ReadingCancelled(_CANCELLED)
        if kind == "error" or child.served >= _JOBS_BEFORE_RECYCLING:
            self.close()
        if kind == "done":
            result: T = answer
            return result
        if kind == "refused":
            raise answer
        raise _stopped(answer, self._memory) from InternalError(answer[1])

    def stop(self) -> None:
        """End the job that another thread runs, at once. Does nothing where none runs, nor to the next one."""
        with self._lock:
            if self._running and self._child is not None:
                self._cancelled = True
                self._child.kill()

    def _begin(self) -> "_Child":
        """The child for the next job, which can be stopped from here on."""
        with self._lock:
            child = self._child or _Child(self._seconds, self._memory)
            self._child, self._running, self._cancelled = child, True, False
            return child

    def _finish(self) -> bool:
        """Whether the job was stopped; it no longer can be."""
        with self._lock:
            self._running = False
            return self._cancelled

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None


def run_isolated(
    job: Job[T], data: bytes, name: str = "", *, seconds: float = 120, memory: int = 2 * GIB
) -> T:
    """``job(data, name)`` in a child process of its own; see Worker.run."""
    with Worker(seconds=seconds, memory=memory) as worker:
        return worker.run(job, data, name)


def _stopped(answer: tuple[str, str], memory: int) -> ReadingStopped:
    if answer[0] == "MemoryError":
        return ReadingStopped(f"读取该文件超出内存上限（{_gib(memory)}），已停止。{_ADVICE}")
    return ReadingStopped(f"读取时发生内部错误（{answer[0]}），已停止。{_ADVICE}")


def _gib(memory: int) -> str:
    return f"{memory / GIB:.3g} GiB"


class _Limits(NamedTuple):
    """Seconds for a job, and for each scanned page in it."""

    seconds: float
    page_seconds: float


class _Child:
    """The process and the parent's end of the pipe."""

    def __init__(self, seconds: float, memory: int) -> None:
        ours, theirs = Pipe()
        self._pipe: Connection[Any, Any] = ours
        self._memory = memory
        self.served = 0
        place = theirs.fileno()
        command = f"from extractor.pages.isolation import serve; serve({place}, {seconds!r}, {memory!r})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", command],
            pass_fds=[place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Several work side by side: small products of matrices spread over all processors cost each more than twice.
            env={
                "OPENBLAS_NUM_THREADS": "1",
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            start_new_session=True,  # an interrupt at the terminal is for the parent to act on
        )
        theirs.close()
        self.end = weakref.finalize(self, _end, self._process, ours)

    def ask(
        self, job: Job[Any], data: bytes, name: str, limits: "_Limits", told: Listener | None
    ) -> tuple[str, Any]:
        """The kind of the answer and the answer; ReadingStopped where none comes."""
        seconds = limits.seconds
        try:
            if self.served == 0 and not (self._pipe.poll(_START) and self._pipe.recv()):
                raise EOFError
            self.served += 1
            self._pipe.send((job, data, name, limits.page_seconds))
            end = monotonic() + seconds
            while True:
                if not self._pipe.poll(max(end - monotonic(), 0.0)):
                    raise ReadingStopped(f"读取该文件超过 {seconds:g} 秒的时间上限，已停止。{_ADVICE}")
                kind, answer = self._pipe.recv()
                if kind != _PROGRESS:
                    break
                end += limits.page_seconds
                if told is not None:
                    told(*answer)
        except (EOFError, OSError):
            raise self._death(seconds) from None
        return kind, answer

    def kill(self) -> None:
        """End the process and what it started; ``ask`` then finds it dead."""
        _kill(self._process)

    def _death(self, seconds: float) -> ReadingStopped:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.returncode or 0
        if code == -signal.SIGXCPU:
            return ReadingStopped(f"读取该文件超过 {seconds:g} 秒的处理器时间上限，已停止。{_ADVICE}")
        how = signal.Signals(-code).name if code < 0 else f"退出码 {code}"
        return ReadingStopped(
            f"读取程序异常终止（{how}），可能超出内存上限（{_gib(self._memory)}）或文件触发了解析器缺陷。{_ADVICE}"
        )


def _end(process: "subprocess.Popen[bytes]", pipe: "Connection[Any, Any]") -> None:
    pipe.close()
    _kill(process)
    process.wait()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        _kill_offspring(process.pid)
        process.kill()


def _kill_offspring(parent: int) -> None:
    """A converter may have a session of its own, so the group of the parent is not enough."""
    for one in _offspring(parent):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)


def _offspring(parent: int) -> list[int]:
    """The process's children and theirs, as far as the system tells."""
    try:
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    except OSError:
        return []
    children = [int(one) for one in listed.split()]
    return [*children, *(later for child in children for later in _offspring(child))]


# --- in the child -----------------------------------------------------------------------------------------


def serve(place: int, seconds: float, memory: int) -> None:
    """Answer jobs over the pipe ``place`` until it closes."""
    pipe: Connection[Any, Any] = Connection(place)
    Thread(target=_end_with_parent, args=(place,), daemon=True).start()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    _limit(resource.RLIMIT_AS, memory)
    pipe.send(True)
    while True:
        try:
            job, data, name, page_seconds = pipe.recv()
        except EOFError:
            return
        allowed = ceil(process_time() + seconds) + 1
        _limit(resource.RLIMIT_CPU, allowed)
        with listening(_Teller(pipe, allowed, page_seconds)):
            answer = _answer(job, data, name)
        del job, data
        try:
            pipe.send(answer)
        except MemoryError:
            pipe.send(("error", ("MemoryError", "")))


class _Teller:
    """Tells the parent of every scanned page, for which there is more processor time."""

    def __init__(self, pipe: "Connection[Any, Any]", allowed: int, page_seconds: float) -> None:
        self._pipe, self._allowed, self._page_seconds = pipe, allowed, page_seconds

    def __call__(self, done: int, total: int) -> None:
        self._allowed += ceil(self._page_seconds)
        _limit(resource.RLIMIT_CPU, self._allowed)
        self._pipe.send((_PROGRESS, (done, total)))


def _end_with_parent(place: int) -> None:
    """End this process, and a converter it started, once nobody holds the other end of the pipe ``place``.

    A parent that is killed closes nothing in order. The limit on processor time bounds what native code may
    do until it lets this thread run.
    """
    waiting = select.poll()
    waiting.register(place, 0)  # no events: a hang-up is told all the same
    waiting.poll()
    _kill_offspring(os.getpid())
    os.kill(os.getpid(), signal.SIGKILL)


def _answer(job: Job[Any], data: bytes, name: str) -> tuple[str, Any]:
    try:
        return "done", job(data, name)
    except TiaokuanError as error:
        return "refused", error
    except MemoryError:
        return "error", ("MemoryError", "")
    except Exception as error:  # whatever a parser raises on a broken file
        return "error", (type(error).__name__, traceback.format_exc())


def _limit(which: int, amount: int) -> None:
    """Lower the soft limit; a converter may be given more by the reader that starts it."""
    _, hard = resource.getrlimit(which)
    soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    resource.setrlimit(which, (soft, hard))
