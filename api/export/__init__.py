"""Extractions as files: JSON, JSON Lines, CSV, XLSX, DOCX, Markdown, HTML (导出)."""
