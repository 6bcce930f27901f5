"""CASE 1.1: a standard as competency framework packages, one a language, and packages as drafts again."""
