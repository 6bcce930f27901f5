"""Open Badges 3.0 of units that are signed off: issued, shown by the learner's wish, revoked, checked by anybody."""
