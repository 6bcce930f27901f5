"""Legislation: statutory instruments as they are printed, in Welsh and in English."""
