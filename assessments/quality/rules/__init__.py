"""What a strategy may ask, which items a draw picks, and what may become of a sample."""
