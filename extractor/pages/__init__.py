"""Bytes → pages of printed lines (读取)."""
