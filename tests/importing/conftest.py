"""A centre whose manager imports, and how a test sends a document."""
