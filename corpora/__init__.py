"""Data that the extractor reads: word lists (lexicon); our own documents with gold (资料)."""
