"""Professional discussions: criteria given to the learner beforehand, and the record of what was said on each."""
