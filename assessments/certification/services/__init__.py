"""Changes of certification: what the awarding organisation says, claiming, and what becomes of a claim."""

from assessments.certification.services.claiming import claim, claimant, in_the_way, readiness, step, undermine
from assessments.certification.services.records import register, release, set_terms

__all__ = ["claim", "claimant", "in_the_way", "readiness", "register", "release", "set_terms", "step", "undermine"]
