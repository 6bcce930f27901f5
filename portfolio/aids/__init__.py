"""Slice: translations that people put beside evidence as an aid to reading; nothing is ever decided on them."""
