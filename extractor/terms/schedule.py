"""Figures that the policy schedule states (保险单载明): the clause names the figure, the schedule holds it."""

import re

_PAPER = r"(?:保险单|保单|保险合同|本合同|投保单|明细表|保险凭证|凭证|批单|批注|名册|附页|承保表|保险证)"
_WRITTEN = r"(?:载明|列明|写明|约定|注明|记载|列示|载有|公布|列出|所载|所列)"
_SCHEDULE = re.compile(
    rf"{_PAPER}(?:上|中|内|里)?(?:或者?[^，。；]{{1,10}}(?:上|中)?)?所?{_WRITTEN}(?!在|承|起)|{_PAPER}[^，。；]{{0,8}}(?:上|中)(?:予以)?{_WRITTEN}"
    rf"|(?:载明|列明|写入|记载|载|列|记)(?:于|入)?[^，。；]{{0,4}}{_PAPER}|(?:详?见|以){_PAPER}|由[^，。；]{{2,30}}(?:约定|选定)，?在{_PAPER}"
)


def in_schedule(text: str) -> bool:
    """Does ``text`` leave its figure to the policy schedule (保险单、明细表、保险凭证、名册)?"""
    return _SCHEDULE.search(text) is not None
