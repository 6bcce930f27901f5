"""The rules of appeals and complaints: deadlines, the procedures that ship, and what may be done to a case."""
