"""Tests of the claim check: duties, papers, period, contradictions, the whole."""
