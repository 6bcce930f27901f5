"""The rules of standardisation: what an exercise may be and who does what in it, and how agreement is measured."""
