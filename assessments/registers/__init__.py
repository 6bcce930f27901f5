"""The restricted registers of a centre: malpractice; reasonable adjustments and special considerations."""
