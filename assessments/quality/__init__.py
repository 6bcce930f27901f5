"""Internal quality assurance: the strategy, the plan drawn by it, and the samples that were looked at."""
