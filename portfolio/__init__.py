"""Who learns and what they have done, and the application around it."""
