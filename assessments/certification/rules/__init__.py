"""The rules of certification: what keeps a claim from being made, and what becomes of one that was made."""
