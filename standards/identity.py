"""What makes a standard's version and a criterion the same in every installation."""

from uuid import NAMESPACE_URL, UUID, uuid5

from standards.drafting import Draft

NAMESPACE = uuid5(NAMESPACE_URL, "urn:tystio:standards")


def edition_of(draft: Draft, order: int) -> str:
    """Give the approval date, else the printed version, else the order of publication (standards.md)."""
    return draft.metadata.approved or draft.version or str(order)


def criterion_id(urn: str, edition: str, code: str) -> UUID:
    return uuid5(NAMESPACE, f"{urn}|{edition}|{code}")
