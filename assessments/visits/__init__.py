"""External visits: somebody from outside reads a frozen sample for some days, and nothing else."""
