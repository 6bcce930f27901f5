"""Demonstration centres: one to look at, made through the services, and one of any size to measure, made in bulk."""
