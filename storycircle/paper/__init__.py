"""What prints a circle: sheets, slips, blank sheets and the report in its formats."""
