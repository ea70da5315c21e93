"""From laptop to laptop by light: what a screen shows, and what a camera read of it."""
