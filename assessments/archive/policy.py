"""Who may take a portfolio away: its learner, whether they still study here or not."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

ARCHIVE_MAKE = "archive.make"

POLICY: Policy = {ARCHIVE_MAKE: {Role.LEARNER: frozenset({Relation.OWN})}}
"""Whoever owns a portfolio meets it as its learner for ever; no membership is needed."""
