"""A child process with limits: what comes back, and what is said of what does not."""

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from extractor.errors import BrokenDocument, ReadingStopped
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
    Path(name).write_text(str(converter.pid), "ascii")
    time.sleep(60)


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
    note = tmp_path / "pid"
    with pytest.raises(ReadingStopped):
        run_isolated(start_converter, b"", str(note), seconds=1)
    state = Path(f"/proc/{note.read_text('ascii')}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text("ascii").split()[2] == "Z":
            break
        time.sleep(0.1)
    assert not state.exists() or state.read_text("ascii").split()[2] == "Z"
