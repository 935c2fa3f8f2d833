"""The words that a unit stands under (引导语): what an item of a list inherits from the provisions above it."""

from extractor.document import GROUPING, Document
from extractor.quotations import Quotation

_LONGEST = 200  # characters of a provision that can lead in


def lead_ins(document: Document, source: Quotation) -> str:
    """What the provisions that hold ``source`` say before it, outermost first, one line each."""
    above = (
        node.span.start
        for node in document.nodes
        if node.level not in GROUPING and node.span.covers(source.span)
    )
    return "\n".join(
        document.text[start : min(source.span.start, start + _LONGEST)] for start in sorted(above)
    )
