"""Many files through the extractor, each read in a child process (批量提取).

A file of unknown origin may stop or kill its reader; the child bears that, and the batch goes on.
pdfium is not safe under threads either: the threads here only wait, each for a process of its own.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from api.files import shown
from extractor.errors import TiaokuanError
from extractor.extraction import extract
from extractor.pages.isolation import Worker
from extractor.records import Extraction

_AHEAD = 2  # results that may wait for each process, so that one slow file does not pile up the rest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its extraction, or the reason in Chinese why there is none."""

    path: Path
    extraction: Extraction | None
    reason: str = ""


def read_files(paths: Sequence[Path], *, jobs: int) -> Iterator[Outcome]:
    """The outcome of each path, in order, ``jobs`` files at a time. Never raises for a bad file."""
    with ExitStack() as stack:
        idle: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(min(jobs, len(paths))):
            idle.put(stack.enter_context(Worker()))
        threads = stack.enter_context(ThreadPoolExecutor(max_workers=jobs))
        waiting: deque[Future[Outcome]] = deque()
        for path in paths:
            waiting.append(threads.submit(_read_with, idle, path))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read_with(idle: "SimpleQueue[Worker]", path: Path) -> Outcome:
    worker = idle.get()
    try:
        return Outcome(path, worker.run(extract, path.read_bytes(), shown(path)))
    except TiaokuanError as error:
        return Outcome(path, None, str(error))
    except OSError as error:
        return Outcome(path, None, _unreachable(error))
    except Exception as error:  # a defect of ours in one file must not take the others with it
        return Outcome(path, None, f"程序内部错误（{type(error).__name__}），请把文件和版本号发给维护者")
    finally:
        idle.put(worker)


def _unreachable(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "文件不存在，请检查路径",
        PermissionError: "没有读取权限，请检查文件权限",
        IsADirectoryError: "这是文件夹，不是文件",
    }
    return reasons.get(type(error), f"读取失败：{error.strerror or error}")
