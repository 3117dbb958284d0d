"""One function per job; readers, writers, the workspace and the date come in, a result goes out."""
