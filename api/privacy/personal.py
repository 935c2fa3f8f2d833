"""What counts as personal data (个人信息), and the text that it is looked for in."""

from dataclasses import dataclass
from enum import StrEnum

from extractor.document import Span

MARK = "*"
# Full-width digits, letters and punctuation read as their narrow forms, one character for one.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


class Kind(StrEnum):
    """What is masked."""

    NAME = "name"  # 姓名
    MOBILE = "mobile"  # 手机号码
    LANDLINE = "landline"  # 固定电话
    IDENTITY = "identity"  # 身份证号码
    ACCOUNT = "account"  # 银行账号、卡号
    EMAIL = "email"  # 电子邮箱
    PERMIT = "permit"  # 护照、通行证等证件号码


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data in a text: ``text[span]`` is the whole name or number with its inner spaces."""

    span: Span
    kind: Kind


def narrowed(text: str) -> str:
    """The text with full-width forms made narrow; the same length, so that offsets hold in both."""
    return text if text.isascii() else text.translate(_NARROW)
