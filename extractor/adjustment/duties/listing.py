"""Which duties of a document bear on a claim (义务清单), each with its kinds and with what follows from a breach."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.adjustment.duties.kinds import DutyKind, load_kinds
from extractor.adjustment.duties.sanctions import Sanction, belonging, find_sanctions
from extractor.document import Document, Span
from extractor.language.parties import find_parties
from extractor.language.view import view
from extractor.quantities import Deadline
from extractor.quotations import Quotation, quotation_of
from extractor.records import Extraction, Record, RecordType
from extractor.terms.passages import read_passages
from extractor.terms.setting import Setting, read_setting

OTHER = DutyKind(
    name="约定义务", fact="duty_kept", ask="该项义务是否已按约定履行？", breach=".", act=".", particular=True
)
_INSURED_SIDE = re.compile(
    r"投保|被保险|受益人|申请人|索赔人|领取人|受领人|继承人|监护人|受让人|驾驶人|农户|雇主|船东|业主|客户|参保"
)
_NEVER = frozenset({"refund", "termination", "explanation", "issue_policy", "service", "payment"})
# Duties whose bearer the text leaves out (如果发现受损，应当及时申请检验) are the insured's all the same.
_PLAINLY_INSURED = frozenset(
    {"loss_notice", "mitigation", "evidence", "cooperation", "risk_change", "police", "premium"}
)
_NEUTRAL = re.compile(
    r"恢复|复效|贷款|选择投保|变更受益人|加保|生活能力|送达|视为|地址|住所|联系方式|受益人变更|指定[^，。；]{0,6}受益人|书面形式"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One duty or condition: ``kinds`` by key, the nearest sanction first. A condition has no duty of its own: its
    ``source`` is the sentence that says what follows. ``deadline`` is in days or hours where there is one; ``label``
    tells it from others of its kind, and is empty where there is none."""

    source: Quotation
    text: str
    bearer: str
    kinds: dict[str, DutyKind]
    sanctions: tuple[Sanction, ...] = ()
    deadline: Deadline | None = None
    label: str = ""


def list_duties(extraction: Extraction) -> tuple[Listed, ...]:
    """The duties of the insured's side and the conditions that stand only as sanctions, in document order."""
    document = extraction.document
    passages = read_passages(document)
    sanctions = find_sanctions(passages)
    setting = read_setting(document)
    found: list[Listed] = []
    for record in extraction.records:
        text = view(document.text, record.span).text
        kinds = _kinds_of(record, text, setting)
        if kinds is None:
            continue
        own = belonging(record, frozenset(kinds), passages, sanctions, extraction.references)
        if "premium" in kinds and not own:
            own = [
                each
                for each in sanctions
                if "premium" in each.kinds and _CONDITIONS["premium"].search(each.text)
            ]
        if kinds or (_punished(record, text) and any(_follows(each, record) for each in own)):
            listed = kinds or {"other": OTHER}
            limit = record.fields.get("deadline")
            deadline = limit if isinstance(limit, Deadline) else None
            found.append(Listed(quotation_of(record), text, _bearer(record), listed, tuple(own), deadline))
    found = _apportioned(found)
    found.extend(_conditions(document, sanctions, found, extraction))
    return _numbered(sorted(found, key=lambda each: each.source.span))


def _kinds_of(record: Record, text: str, setting: Setting) -> dict[str, DutyKind] | None:
    """The kinds of a duty; None where the record is none of the insured's side."""
    fields = record.fields
    if record.type is not RecordType.OBLIGATION or fields.get("modality") not in {"duty", "prohibition"}:
        return None
    bearer, topic = str(fields.get("bearer", "")), str(fields.get("topic", ""))
    kinds = {
        key: kind
        for key, kind in load_kinds().items()
        if kind.topics or not kind.condition
        if kind.takes(text, topic)
    }
    if bearer:
        return kinds if _insured_side(bearer, setting) else None
    return kinds if kinds and kinds.keys() <= _PLAINLY_INSURED else None


def _insured_side(bearer: str, setting: Setting) -> bool:
    names = [name for name in bearer.split("、") if name and not setting.is_insurer(name)]
    parties = {"甲方", "乙方"} if setting.insurer & {"甲方", "乙方"} else set()
    return any(_INSURED_SIDE.search(name) or name in parties for name in names)


def _punished(record: Record, text: str) -> bool:
    """A duty of no kind that the text still sanctions, save what only concerns papers and addresses."""
    return record.fields.get("topic") not in _NEVER and not _NEUTRAL.search(text)


_NEXT = 3  # characters between a sentence and the next
_NEGLECTED = re.compile(r"(?:违反|拒不|没有|未)(?P<act>[\u4e00-\u9fff]{2})")


def _apportioned(listed: list[Listed]) -> list[Listed]:
    """``拒不采纳``, ``违反动火规定``: of several duties in one provision the sanction is on the one with that word."""
    found = []
    for each in listed:
        own = tuple(sanction for sanction in each.sanctions if not _of_another(sanction, each, listed))
        found.append(replace(each, sanctions=own))
    return found


def _of_another(sanction: Sanction, duty: Listed, listed: list[Listed]) -> bool:
    if sanction.source.path == duty.source.path and not sanction.kinds and not sanction.general:
        sharing = [other.source.span for other in listed if sanction in other.sanctions]
        return duty.source.span != max(sharing)
    acts = {match["act"] for match in _NEGLECTED.finditer(sanction.text)}
    if sanction.general or "prevention" not in duty.kinds or any(act in duty.text for act in acts):
        return False
    others = (other for other in listed if sanction in other.sanctions)
    return any(act in other.text for act in acts for other in others)


def _follows(sanction: Sanction, record: Record) -> bool:
    """The sanction points back, stands in the sentence of the duty (…，否则…), or is the very next sentence."""
    distance = sanction.source.span.start - record.span.end
    return sanction.general or record.span.covers(sanction.source.span) or 0 <= distance <= _NEXT


def _bearer(record: Record) -> str:
    return str(record.fields.get("bearer", ""))


def _conditions(
    document: Document, sanctions: Sequence[Sanction], listed: Sequence[Listed], extraction: Extraction
) -> list[Listed]:
    """Sanctions that belong to no duty listed: 未经保险人书面同意…不受约束, 放弃…请求赔偿权利的."""
    taken = {each.source.span for duty in listed for each in duty.sanctions}
    found = []
    for sanction in sanctions:
        if sanction.source.span in taken or not _stated(sanction.source.span, extraction):
            continue
        kinds = {
            key: kind
            for key, kind in load_kinds().items()
            if key in sanction.kinds and _named(key, kind, sanction.text)
        }
        if kinds:
            found.append(Listed(sanction.source, sanction.text, _party(sanction.text), kinds, (sanction,)))
    return found


def _stated(span: Span, extraction: Extraction) -> bool:
    """The sentence is an exclusion that was read as one outside the exclusion section."""
    return any(
        record.type is RecordType.EXCLUSION and record.span.start < span.end and span.start < record.span.end
        for record in extraction.records
    )


_CONDITIONS = {
    "premium": re.compile(r"保险费|保费|未交清|付清|交清|未交费|宽限期"),
    "consent": re.compile(r"同意|擅自|承诺|和解"),
    "recourse": re.compile(r"放弃|追偿|代位"),
    "honesty": re.compile(r"谎称|伪造|变造|编造|虚报|夸大|串通|虚构|虚假"),
    "cooperation": re.compile(r"(?:拒绝|妨碍)[^，。；]{0,14}(?:调查|查勘|检验|检查|复检)"),
    "loss_notice": re.compile(r"(?:未|没有|逾期|延误|迟延)[^，。；]{0,10}(?:通知|报案)"),
    "police": re.compile(r"(?:未|没有)[^，。；]{0,10}(?:报警|报案)"),
    "evidence": re.compile(r"擅自|破坏"),
    "mitigation": re.compile(r"扩大"),
    "claim_papers": re.compile(r"(?:未|不|没有|拒)[^，。；]{0,10}(?:提供|提交|保留)"),
    "disclosure": re.compile(r"如实|告知|隐瞒|不实"),
    "risk_change": re.compile(r"(?:危险|风险)[^，。；]{0,12}(?:增加|上升)"),
    "prevention": re.compile(r"违反[^，。；]{0,16}(?:规定|规程|约定)"),
}


def _named(key: str, kind: DutyKind, text: str) -> bool:
    pattern = _CONDITIONS.get(key)
    return pattern is not None and pattern.search(text) is not None


def _party(text: str) -> str:
    return next((each.name for each in find_parties(text) if _INSURED_SIDE.search(each.name)), "")


def _numbered(listed: list[Listed]) -> tuple[Listed, ...]:
    """Labels each duty that is not the only one of its kinds by its path, and by a number where others share that."""
    counts = Counter(key for each in listed for key in each.kinds)
    seen: Counter[str] = Counter()
    found = []
    for each in listed:
        path = each.source.path
        seen[path] += 1
        label = path if seen[path] == 1 else f"{path}·{seen[path]}"
        found.append(replace(each, label="" if all(counts[key] == 1 for key in each.kinds) else label))
    return tuple(found)
