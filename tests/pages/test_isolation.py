"""A child process with limits: what comes back, and what is said of what does not."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from extractor.errors import BrokenDocument, ReadingCancelled, ReadingStopped
from extractor.pages.isolation import GIB, InternalError, Worker, run_isolated


def length(data: bytes, name: str) -> tuple[int, str]:
    return len(data), name


def process(data: bytes, name: str) -> int:
    return os.getpid()


def refuse(data: bytes, name: str) -> None:
    raise BrokenDocument(f"{name}：文件已损坏")


def stumble(data: bytes, name: str) -> None:
    raise LookupError("no such glyph")


def sleep(data: bytes, name: str) -> None:
    time.sleep(60)


def spin(data: bytes, name: str) -> None:
    while True:
        pass


def hoard(data: bytes, name: str) -> int:
    return len(bytearray(3 * GIB))


def die(data: bytes, name: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def start_converter(data: bytes, name: str) -> None:
    converter = subprocess.Popen(["sleep", "60"], start_new_session=True)
    _note(Path(name), os.getpid(), converter.pid)
    time.sleep(60)


def spin_noted(data: bytes, name: str) -> None:
    _note(Path(name), os.getpid())
    spin(data, name)


def _note(place: Path, *pids: int) -> None:
    """Whole or not at all: the test waits for the file."""
    draft = place.with_suffix(".draft")
    draft.write_text(" ".join(map(str, pids)), "ascii")
    draft.rename(place)


def limits(data: bytes, name: str) -> list[int]:
    return [resource.getrlimit(which)[0] for which in (resource.RLIMIT_AS, resource.RLIMIT_CORE)]


def write_on(data: bytes, name: str) -> None:
    with Path(name).open("wb") as target:
        target.seek(GIB)
        target.write(b"x")


def test_the_answer_comes_back() -> None:
    assert run_isolated(length, b"x" * 300_000, "条款.txt") == (300_000, "条款.txt")


def test_one_child_serves_many_jobs() -> None:
    with Worker() as worker:
        served = {worker.run(process, b"") for _ in range(3)}
        assert len(served) == 1 and os.getpid() not in served


def test_a_deliberate_error_comes_back_as_itself_and_keeps_the_child() -> None:
    with Worker() as worker:
        before = worker.run(process, b"")
        with pytest.raises(BrokenDocument, match="甲pdf：文件已损坏"):
            worker.run(refuse, b"", "甲pdf")
        assert worker.run(process, b"") == before


def test_an_internal_error_is_named_and_keeps_its_traceback() -> None:
    with Worker() as worker:
        before = worker.run(process, b"")
        with pytest.raises(ReadingStopped, match="内部错误（LookupError）") as caught:
            worker.run(stumble, b"")
        assert isinstance(caught.value.__cause__, InternalError)
        assert "no such glyph" in str(caught.value.__cause__)
        assert worker.run(process, b"") != before


@pytest.mark.parametrize("job", [sleep, spin])
def test_a_job_past_its_time_is_stopped(job: object) -> None:
    began = time.monotonic()
    with Worker(seconds=0.5) as worker:
        with pytest.raises(ReadingStopped, match=r"0\.5 秒的时间上限"):
            worker.run(job, b"")  # type: ignore[arg-type]
        assert worker.run(length, b"") == (0, "")
    assert time.monotonic() - began < 20


def test_a_job_past_its_memory_is_stopped() -> None:
    with pytest.raises(ReadingStopped, match="内存上限（1 GiB）"):
        run_isolated(hoard, b"", memory=GIB)


def test_a_crash_is_told_and_the_next_document_is_read() -> None:
    with Worker() as worker:
        with pytest.raises(ReadingStopped, match="SIGSEGV"):
            worker.run(die, b"")
        assert worker.run(length, b"") == (0, "")


def test_the_child_has_its_limits(tmp_path: Path) -> None:
    assert run_isolated(limits, b"", memory=GIB) == [GIB, 0]
    with pytest.raises(ReadingStopped):
        run_isolated(write_on, b"", str(tmp_path / "large"))


def test_closing_ends_the_child() -> None:
    worker = Worker()
    child = worker.run(process, b"")
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_converter_of_the_child_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    with pytest.raises(ReadingStopped):
        run_isolated(start_converter, b"", str(note), seconds=1)
    assert_ended(note)


# --- stopped by a person ----------------------------------------------------------------------------------


@pytest.mark.parametrize("job", [start_converter, spin_noted])
def test_a_stopped_job_ends_at_once_and_the_next_has_a_fresh_child(
    job: Callable[[bytes, str], None], tmp_path: Path
) -> None:
    note = tmp_path / "pids"
    with Worker() as worker, ThreadPoolExecutor() as threads:
        running = threads.submit(worker.run, job, b"", str(note))
        pids = noted(note, running)
        asked = time.monotonic()
        worker.stop()
        with pytest.raises(ReadingCancelled, match=r"^已取消$") as caught:
            running.result(10)
        assert time.monotonic() - asked < 5
        assert (caught.value.code, isinstance(caught.value, ReadingStopped)) == ("cancelled", True)
        assert_ended(note)
        assert worker.run(process, b"") not in pids


def test_a_job_can_be_stopped_while_its_child_starts() -> None:
    with Worker() as worker, ThreadPoolExecutor() as threads:
        running = threads.submit(worker.run, sleep, b"")
        while not running.done():
            worker.stop()
            time.sleep(0.005)
        with pytest.raises(ReadingCancelled):
            running.result()
        assert worker.run(length, b"") == (0, "")


def test_to_stop_nothing_is_nothing() -> None:
    with Worker() as worker:
        worker.stop()
        before = worker.run(process, b"")
        worker.stop()
        assert worker.run(process, b"") == before


# --- the parent is killed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("job", [start_converter, spin_noted])
def test_the_child_ends_with_a_parent_that_is_killed(
    job: Callable[[bytes, str], None], tmp_path: Path
) -> None:
    note = tmp_path / "pids"
    command = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        f"from test_isolation import Worker, {job.__name__} as job\n"
        "Worker().run(job, b'', sys.argv[2])"
    )
    parent = subprocess.Popen([sys.executable, "-c", command, str(Path(__file__).parent), str(note)])
    try:
        noted(note, parent)
    finally:
        parent.kill()
        parent.wait()
    assert_ended(note)


def noted(note: Path, running: "Future[None] | subprocess.Popen[bytes]") -> list[int]:
    """The process ids that the job wrote down, once it has."""
    deadline = time.monotonic() + 60
    while not note.exists():
        ended = running.done() if isinstance(running, Future) else running.poll() is not None
        assert not ended and time.monotonic() < deadline
        time.sleep(0.01)
    return [int(pid) for pid in note.read_text("ascii").split()]


def assert_ended(note: Path) -> None:
    """Every process of the note is gone, or will be reaped by whoever took it over."""
    states = [Path(f"/proc/{pid}/stat") for pid in note.read_text("ascii").split()]
    deadline = time.monotonic() + 10
    while not all(map(_is_over, states)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert all(map(_is_over, states))


def _is_over(state: Path) -> bool:
    try:
        return state.read_text("ascii").split()[2] == "Z"
    except OSError:
        return True
