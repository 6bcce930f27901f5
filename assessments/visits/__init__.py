"""External visits: somebody from outside reads a frozen sample and the centre's pack for some days, and no more."""
