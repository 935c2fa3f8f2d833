"""A worker process that reads in the way named: ``python -m tests.work.hand plain --slots 1``."""

import argparse

from api.settings import settings
from api.store.engine import Database
from api.store.originals import Originals
from api.work.attending import attend
from api.work.reading import Means
from tests.work import extracts
from tests.work.workshop import keep


def main() -> None:
    """Work until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("extract")
    parser.add_argument("--slots", type=int, default=1)
    parser.add_argument("--parent-pipe", type=int)
    parser.add_argument("--grace", type=float, default=5.0)
    given = parser.parse_args()
    known = settings()
    database = Database(known.database_url)
    means = Means(known, database, Originals(known.originals), keep, getattr(extracts, given.extract))
    attend(means, given.slots, given.parent_pipe, grace=given.grace)


if __name__ == "__main__":
    main()
