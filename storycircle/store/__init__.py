"""What the laptop remembers: one SQLite library, its files and its backups."""
