"""The playbooks that come with the program, as orders (随附的审查标准)."""

from api.analysis.orders import Kind, Order
from extractor.playbooks import shipped, shipped_texts


def shipped_order(playbook_id: str) -> Order | None:
    """The order to check by the shipped playbook of that id; None where there is none."""
    found = shipped().get(playbook_id)
    return None if found is None else Order(Kind.PLAYBOOK, shipped_texts()[playbook_id], found.title)
