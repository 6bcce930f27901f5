"""Stored standards and their versions: loading, publishing, listing and showing."""
