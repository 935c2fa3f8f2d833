"""Analyses (比对与审查): what is asked of one or more readings, carried out, kept as JSON, told as a report."""
