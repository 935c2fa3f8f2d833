"""What people, workspaces, keys and identifiers may be called (名称)."""

import re
from dataclasses import dataclass

from api.problems import FieldError, Invalid

FIRST_WORKSPACE = "默认工作区"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a name: ``pattern`` for the whole of it, ``told`` in Chinese what it should be."""

    pattern: str
    told: str

    def fits(self, text: str) -> bool:
        """True where the text has the form. Half a surrogate pair, which no database keeps, never has."""
        halved = any("\ud800" <= sign <= "\udfff" for sign in text)
        return re.fullmatch(self.pattern, text) is not None and not halved

    def demand(self, text: str) -> None:
        """Raises Invalid where the text has another form."""
        if not self.fits(text):
            raise Invalid("bad-name", self.told, errors=[FieldError("/name", self.told)])


# Letters, digits and Han characters: nothing that looks like somebody else's name.
USER = Form(
    r"^[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff][0-9A-Za-z_.@·\u3400-\u4dbf\u4e00-\u9fff-]{0,63}$",
    "用户名应为 1–64 个汉字、字母、数字或 . _ - @ ·，以汉字、字母、数字或 _ 开头",
)
LABEL = Form(
    r"^[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]{0,199}$",
    "名称应为 1–200 个字符，不含换行和控制字符，不以空格开头",
)
ID = Form(r"^[a-z]{2,4}_[0-9a-z]{1,32}$", "编号形如 usr_8m2k4x0q6z1y7w3v5t9s，请从列表中取得")
