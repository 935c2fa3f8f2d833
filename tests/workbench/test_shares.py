"""The page tells what a share means while it is typed, by the words by which the payout takes it."""

from pathlib import Path

from extractor.payout.binding import PAID_SHARE

_PAGE = Path(__file__).parents[2] / "api" / "web" / "src" / "claims" / "shares.ts"


def test_a_share_is_told_as_it_is_computed() -> None:
    assert f"const PAID = /{PAID_SHARE.pattern}/;" in _PAGE.read_text("utf-8")
