"""A person's mending of a draft: the draft as it is worked on, the fields that are typed, and moves in it."""
