"""Planted changes (变更植入): documents with known edits, compared with what the comparison says of them."""
