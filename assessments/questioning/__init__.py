"""Question sets: questions to ask about criteria of a standard, in versions that stay as they were published."""
