"""Slice: assessment plans, what evidence is to come of them, and who agreed to them."""
