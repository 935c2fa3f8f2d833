"""``python -m tests.mutations --seed 1 --edits 200``: plants known edits and prints how well they were told."""

import argparse
import sys
from pathlib import Path

from extractor.comparison import compare
from extractor.document import Span
from tests.mutations.judging import Judgement, Verdict, judge
from tests.mutations.mutation import line_at
from tests.mutations.original import open_original
from tests.mutations.planting import KINDS, plant
from tests.mutations.scores import score, table

_OWN = Path(__file__).parents[2] / "corpora" / "documents"


def main(arguments: list[str]) -> int:
    """0 where every aim is met, 1 where one is missed."""
    options = _options(arguments)
    files = options.documents or sorted(_OWN.glob("*.txt"))
    originals = [open_original(path) for path in files]
    judgement = judge(plant(originals, options.seed, options.edits, options.kinds), compare)
    if options.show:
        print("\n".join(_disagreements(judgement)))
    print(table(judgement))
    return 1 if score(judgement).missed() else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--documents", type=Path, nargs="+", help="default: every text of corpora/documents")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument("--show", action="store_true", help="print every disagreement")
    return parser.parse_args(arguments)


def _disagreements(judgement: Judgement) -> list[str]:
    lines = []
    for verdict in judgement.verdicts:
        if (
            verdict.right
            and not verdict.surplus
            and verdict.direction is not False
            and verdict.placed is not False
        ):
            continue
        lines += [_headline(verdict), *_quotes(verdict), ""]
    for trial, pair, change in judgement.strays:
        lines.append(f"STRAY {trial.original.name} {pair.likeness} {change.kind if change else ''}")
        lines += [f"  A {quote.path} {quote.quote}" for quote in pair.a]
        lines += [f"  B {quote.path} {quote.quote}" for quote in pair.b]
        lines += [f"  planted there: {mutation.kind} {mutation.path}" for mutation in trial.mutations]
    return lines


def _headline(verdict: Verdict) -> str:
    expected = verdict.mutation.expected
    wanted = "/".join(sorted(expected.kinds)) or "no material change"
    said = ", ".join(f"{kind} ({gain})" for kind, gain in verdict.reported) or "nothing material"
    places = "/".join(sorted(set(verdict.places)))
    words = "; ".join(verdict.words)[:200]
    return (
        f"{verdict.mutation.kind.upper()} {verdict.trial.original.name} {verdict.mutation.path}:"
        f" expected {wanted} gain={expected.gain} place={expected.place}; said {said} [{words}]; places {places}"
    )


def _quotes(verdict: Verdict) -> list[str]:
    mutated = verdict.trial.mutated()
    lines = []
    for patch in verdict.mutation.loud()[:4]:
        before = line_at(mutated.before, patch.start, patch.end)
        after = line_at(mutated.text, *mutated.range_of(patch))
        lines += [f"  A {_cut(before, mutated.before)}", f"  B {_cut(after, mutated.text)}"]
    return list(dict.fromkeys(lines))


def _cut(span: Span | None, text: str) -> str:
    return span.quote(text)[:400] if span else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
