"""The command line: one command a job, with what they all share."""
