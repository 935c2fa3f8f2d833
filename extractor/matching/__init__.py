"""What a described event has to do with the coverages and the exclusions of a document (事故与条款比对)."""

from extractor.matching.coverages import match_coverages
from extractor.matching.exclusions import match_exclusions

__all__ = ["match_coverages", "match_exclusions"]
