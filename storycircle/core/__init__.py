"""What a circle is: pure rules and records, which know the standard library alone."""
