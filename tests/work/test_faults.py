"""Server and workers killed while documents arrive and are read: the small form of ``python -m tests.bench.faults``."""

from pathlib import Path

from tests.bench.faults import Plan, endure

PLAN = Plan(uploads=30, kills=4, characters=600, seconds=120.0)


def test_killed_workers_lose_nothing_and_repeat_nothing(database_url: str, tmp_path: Path) -> None:
    found = endure(database_url, tmp_path, PLAN)
    assert found.documents == 30
    assert found.states == {"succeeded": 30}
    assert found.readings == {1: 30}
    assert found.endings == {1: 30}
    assert found.stray_records == 0
    assert found.kills >= 2
