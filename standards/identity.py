"""What makes a standard's version and a criterion the same in every installation."""

from uuid import NAMESPACE_URL, UUID, uuid5

from standards.drafting import Draft

NAMESPACE = uuid5(NAMESPACE_URL, "urn:tystio:standards")


def edition_of(draft: Draft, order: int) -> str:
    """Give the approval date, else the printed version, else the order of publication (standards.md)."""
    return draft.metadata.approved or draft.version or str(order)


FREE_BITS = ~(0xF << 76 | 0x3 << 62) & (1 << 128) - 1
"""All of a UUID but its version and variant."""


def criterion_id(urn: str, edition: str, code: str) -> UUID:
    return uuid5(NAMESPACE, f"{urn}|{edition}|{code}")


def beside(root: UUID, name: str) -> UUID:
    """Give the id of what belongs to a thing that has one: its text in a language, its place under its parent.

    Done twice it gives the root again, so that a stored thing is found by the id of whatever belongs to it.
    """
    return UUID(int=root.int ^ uuid5(NAMESPACE, name).int & FREE_BITS)
