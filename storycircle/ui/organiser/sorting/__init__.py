"""Actions sorted under headings as a stream: one card after the other, a key for each."""
