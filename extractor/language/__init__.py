"""The language layer: numerals, quantities, words, units, parties, norms."""
