"""Monitoring of assessors: they are observed at work, and learners, witnesses and records tell of their work."""
