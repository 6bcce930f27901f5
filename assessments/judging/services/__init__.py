"""Changes of judging: deciding claims, and signing, countersigning and reopening units."""

from assessments.judging.services.decisions import NewJudgement, judge
from assessments.judging.services.signing import countersign, declare, reopen, sign

__all__ = ["NewJudgement", "countersign", "declare", "judge", "reopen", "sign"]
