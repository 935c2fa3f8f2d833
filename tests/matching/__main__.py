"""``python -m tests.matching [FILE FOLDER]``: the measure of the retrieval set as a table, and what it misses."""

import sys
from pathlib import Path

from tests.matching.retrieval import CORPORA, failures, find, measure, read_set


def main() -> None:
    """Print the table for the sets of the repository, or for a set of one's own over a folder of documents."""
    given = [Path(each) for each in sys.argv[1:]]
    folder = given[1] if len(given) > 1 else CORPORA / "documents"
    print(
        "| set | descriptions | coverage in first 3 | exclusions in first 3 | applies | wrongly | met | outside the labels |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    lines: list[str] = []
    for path in given[:1] or sorted((CORPORA / "events").glob("*.yaml")):
        found = [find(each, folder) for each in read_set(path)]
        made = measure(found)
        print(
            f"| {path.stem} | {made.count} | {made.coverage:.3f} | {made.exclusions:.3f} "
            f"| {made.applied} | {made.wrongly_applied} | {made.met} | {made.met_outside:.3f} |"
        )
        lines += failures(found)
    print("", *lines, sep="\n")


if __name__ == "__main__":
    main()
