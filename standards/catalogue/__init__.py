"""The standards that ship with Tystio, their sources, the register of URNs and the file format's schema."""
