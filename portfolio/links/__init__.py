"""People without an account who are asked by a link: it works once, for a time, until it is revoked."""
