"""Claim check (理赔核定): what the terms of a document say of one claim."""

from extractor.adjustment.checking import check_claim

__all__ = ["check_claim"]
