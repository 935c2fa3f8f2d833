"""Payout (赔款计算), compiled from a document's own claims-handling article."""

from extractor.payout.compiling import scheme_of
from extractor.payout.reckoning import payout
from extractor.payout.standing import LEFT_OUT

__all__ = ["LEFT_OUT", "payout", "scheme_of"]
