"""Evidence, its revisions and files, and the claims it makes on criteria."""
