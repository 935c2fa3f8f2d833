"""The queue on SQLite (轮询): each slot looks for a due job itself, less often while there is none."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

from api.work.reading import Slot

_SOON, _LATE = 0.2, 1.0  # seconds between two looks
_SLOWER = 1.5


class PollingQueue:
    """One thread for each slot."""

    def work(self, slots: Sequence[Slot], stopping: Event) -> None:
        """Let every slot perform jobs until ``stopping`` is set and the jobs at hand have ended."""
        with ThreadPoolExecutor(len(slots), thread_name_prefix="slot") as threads:
            for working in [threads.submit(partial(_work, slot, stopping)) for slot in slots]:
                working.result()

    def sweep(self) -> None:
        """Nothing: every look is at the jobs themselves."""


def _work(slot: Slot, stopping: Event) -> None:
    pause = _SOON
    while not stopping.is_set():
        if slot.perform():
            pause = _SOON
        else:
            stopping.wait(pause)
            pause = min(pause * _SLOWER, _LATE)
