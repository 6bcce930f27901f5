"""The archive: a portfolio leaves whole with its learner, and verifies without this server."""
