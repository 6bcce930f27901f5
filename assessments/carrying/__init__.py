"""What learners keep when a standard has a new version."""
