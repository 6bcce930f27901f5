"""The formats of files: text is read at once, what needs a parser in a child process that may die."""
