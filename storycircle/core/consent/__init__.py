"""Consent: what may leave, names in texts, codes to withdraw, and how long notes are kept."""
