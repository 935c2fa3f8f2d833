"""Extractions as files: JSON, JSON Lines, CSV, XLSX, Markdown, HTML (导出)."""
