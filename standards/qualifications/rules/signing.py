"""Which parts sign a unit of a qualification, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from standards.foundation import Refused


class SignaturePart(StrEnum):
    """Who signs a unit, in the order of the default qualification."""

    LEARNER = "learner"
    ASSESSOR = "assessor"
    COUNTERSIGNER = "countersigner"
    QUALITY_ASSURER = "quality_assurer"


ALWAYS = frozenset({SignaturePart.LEARNER, SignaturePart.ASSESSOR, SignaturePart.COUNTERSIGNER})
"""No qualification does without these; the countersigner signs only what a trainee had a part in."""


@dataclass(frozen=True)
class SigningOrder:
    """The parts that sign a unit, one after another."""

    parts: tuple[SignaturePart, ...]

    def __iter__(self) -> Iterator[SignaturePart]:
        return iter(self.parts)

    def __str__(self) -> str:
        """Give the order as it is stored."""
        return " ".join(self.parts)

    @property
    def learner_first(self) -> bool:
        return self.parts.index(SignaturePart.LEARNER) < self.parts.index(SignaturePart.ASSESSOR)

    @property
    def verified(self) -> bool:
        """Whether a quality assurer verifies every unit, and not only those that are sampled."""
        return SignaturePart.QUALITY_ASSURER in self.parts

    def next_part(self, signed: Collection[SignaturePart], *, needs_countersignature: bool) -> SignaturePart | None:
        """Give the part whose turn it is; none once all that are needed have signed."""
        return next(iter(self.outstanding(signed, needs_countersignature=needs_countersignature)), None)

    def outstanding(self, signed: Collection[SignaturePart], *, needs_countersignature: bool) -> list[SignaturePart]:
        """List the parts that have not signed and are needed, in their order."""
        idle = set(signed) if needs_countersignature else {*signed, SignaturePart.COUNTERSIGNER}
        return [part for part in self.parts if part not in idle]


def order_of(said: str) -> SigningOrder:
    """Give an order as it is stored."""
    return SigningOrder(tuple(SignaturePart(part) for part in said.split()))


DEFAULT_ORDER = SigningOrder((SignaturePart.LEARNER, SignaturePart.ASSESSOR, SignaturePart.COUNTERSIGNER))
DEFAULT_SIGNING = str(DEFAULT_ORDER)


def signing_order(*, learner_first: bool, verified: bool) -> SigningOrder:
    """Make the order of two answers."""
    assessing = (SignaturePart.ASSESSOR, SignaturePart.COUNTERSIGNER)
    learner = (SignaturePart.LEARNER,)
    last = (SignaturePart.QUALITY_ASSURER,) if verified else ()
    return SigningOrder((*learner, *assessing, *last) if learner_first else (*assessing, *learner, *last))


def check_order(order: SigningOrder) -> None:
    """Check that units can be signed so: whoever looks at another's signature signs after it. Raises Refused."""
    parts = order.parts
    if len(set(parts)) != len(parts) or not ALWAYS.issubset(parts):
        raise Refused("signing-part-missing")
    if parts.index(SignaturePart.COUNTERSIGNER) < parts.index(SignaturePart.ASSESSOR):
        raise Refused("signing-countersigner-early")
    if order.verified and parts[-1] is not SignaturePart.QUALITY_ASSURER:
        raise Refused("signing-verified-early")
