"""Observing: what an assessor saw one learner or a group do, written once, decided, and put on each one's record."""
