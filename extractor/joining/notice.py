"""The notice that a document was read by rules alone (仅按规则读取)."""

from extractor.document import Remark
from extractor.joining.confidence import STORED
from models.reading import available

CODE = "rules-only"


def missing_reader() -> Remark | None:
    """A remark where the learned reader was asked for and cannot run here, else None."""
    if available() and STORED.is_file():
        return None
    message = (
        "未能使用学习模型（缺少 onnxruntime、tokenizers 或模型文件），本次只按规则读取，可能漏掉少见的表述。"
        "安装 onnxruntime 和 tokenizers 后重新读取，或关闭该功能以不再提示。"
    )
    return Remark(CODE, message)
