"""Reads Chinese insurance clauses and contracts into structured, sourced records."""
