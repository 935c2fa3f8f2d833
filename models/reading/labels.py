"""What the reader can say of a unit. The order is that of the weights."""

TYPES = (
    "coverage", "exclusion", "limit", "obligation", "period", "payment", "penalty", "claim_document", "definition",
    "dispute", "party",
)  # fmt: skip
MODALITIES = ("duty", "prohibition", "right")
TOPICS = (
    "disclosure", "explanation", "issue_policy", "premium", "risk_change", "prevention", "mitigation", "loss_notice",
    "cooperation", "claim_documents", "settlement", "advance_payment", "termination", "refund", "subrogation",
    "other_insurance", "litigation", "service", "payment", "data", "notice", "transfer", "other",
)  # fmt: skip
LIMITS = (
    "sum_insured", "per_occurrence", "aggregate", "per_person", "per_item", "sub_limit", "deductible", "copay",
    "contribution", "other",
)  # fmt: skip
ROLES = (
    "general", "coverage", "exclusion", "limit", "period", "premium", "insurer_duties", "insured_duties", "claims",
    "termination", "dispute", "definitions", "appendix", "other",
)  # fmt: skip

# Parts of a norm, and elements of a coverage under the labels of the published annotation (ETIP).
PORTIONS = ("bearer", "condition", "action", "deadline", "exception", "consequence")
ELEMENTS = {
    "C": "covered", "CP": "conditions", "IA": "benefit", "T": "ends", "PC": "period", "WP": "waiting", "E": "exclusion"
}  # fmt: skip
PARTS = (*PORTIONS, *ELEMENTS.values())

# Elements that may lie over each other: one inside a condition. All others stand apart, as do two of one label.
_INSIDE_CONDITIONS = ("covered", "period", "waiting")


def apart(one: str, other: str) -> bool:
    """May parts of these labels not share a word?"""
    if one == other:
        return True
    if one in PORTIONS or other in PORTIONS:
        return False
    inner = {one, other} - {"conditions"}
    return len(inner) == 2 or not inner <= set(_INSIDE_CONDITIONS)
