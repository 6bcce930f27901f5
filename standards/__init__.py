"""What people are measured against: published standards, read, kept, compared and exchanged."""
