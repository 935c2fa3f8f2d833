"""The two readers joined (两个阅读器的合并): rules and learned reader, with who found what and how sure that is."""

from extractor.joining.joining import join
from extractor.joining.notice import missing_reader

__all__ = ["join", "missing_reader"]
