"""The learned reader (学习的阅读器): what each unit of a document states, and its parts. See README.md in this folder."""

from models.reading.reader import Reader, available
from models.reading.statements import Part, Statement, Unit

__all__ = ["Part", "Reader", "Statement", "Unit", "available"]
