"""Appeals and complaints: procedures with stages and deadlines, independent deciders, and what follows."""
