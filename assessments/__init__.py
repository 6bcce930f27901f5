"""How it is judged: decisions, sign-off, quality assurance, reports."""
