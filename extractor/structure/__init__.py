"""Pages to canonical text, tree, tables and references."""
