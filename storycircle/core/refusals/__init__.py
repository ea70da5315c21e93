"""What is said when something is refused, by who can mend it."""
