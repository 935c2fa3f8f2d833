"""Comparison (比对): two documents side by side, many in one table, one against a library."""

from extractor.comparison.side_by_side import compare

__all__ = ["compare"]
