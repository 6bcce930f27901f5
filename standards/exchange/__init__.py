"""Exchange with other systems: the read-only service of CASE, addresses of identifiers, files for Moodle and Mahara."""
