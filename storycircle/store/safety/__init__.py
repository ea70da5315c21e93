"""What keeps a library safe: private writes, locks, checks, backups and recovery."""
