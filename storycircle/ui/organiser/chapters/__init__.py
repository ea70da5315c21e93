"""The chapters that an organiser writes for the report."""
