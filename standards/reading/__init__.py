"""Reading: a published document becomes a draft and a list of problems; no database, no clock."""
