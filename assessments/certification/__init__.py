"""Certification: registering with the awarding organisation, claiming, and where each certificate is."""
