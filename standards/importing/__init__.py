"""Published documents on their way into the library: read, worked on, settled and published or discarded."""
