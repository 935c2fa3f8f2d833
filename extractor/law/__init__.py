"""A text against the law (法律审查). ``review_law`` gives a verdict for every rule of the statutes."""

from extractor.law.review import review_law

__all__ = ["review_law"]
