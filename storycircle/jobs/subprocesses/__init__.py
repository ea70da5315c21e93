"""Programs of their own that open strangers' files, each in a process with bounds."""
