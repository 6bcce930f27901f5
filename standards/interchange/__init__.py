"""Drafts out of files and into files."""
