"""Payout (赔款计算), compiled from a document's own claims-handling article."""

from extractor.payout.compiling import scheme_of
from extractor.payout.reckoning import payout

__all__ = ["payout", "scheme_of"]
