"""Notices: who is told of what others did, on the pages and by letter, and the calendar of due dates."""
