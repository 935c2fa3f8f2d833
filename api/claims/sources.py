"""Documents that claims on files name (案件所用条款): found, each read once, in child processes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from api.batch import Crew, Outcome, read_with
from api.settings import settings


def places_of(named: Iterable[str], beside: Path) -> Mapping[str, Path | None]:
    """The file of each name: as it stands, or in the folder ``beside`` the claims; None where there is none."""
    found: dict[str, Path | None] = {}
    for name in dict.fromkeys(named):
        candidates = (Path(name), beside / name)
        found[name] = next((one for one in candidates if _is_file(one)), None)
    return found


def read_each(places: Mapping[str, Path | None], crew: Crew) -> Mapping[str, Outcome | None]:
    """What was read of each name; None where there is no such file."""
    paths = list(dict.fromkeys(place for place in places.values() if place is not None))
    outcomes = {one.path: one for one in read_with(crew, paths, learned=settings().learned)}
    return {name: None if place is None else outcomes[place] for name, place in places.items()}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
