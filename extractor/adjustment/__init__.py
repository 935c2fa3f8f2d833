"""Claim check (理赔核定): what the terms of a document say of one claim."""

from extractor.adjustment.checking import check_claim
from extractor.adjustment.contradictions import contradictions
from extractor.claim import Contradiction

__all__ = ["Contradiction", "check_claim", "contradictions"]
