"""Display: what is read, and what arranges it."""
