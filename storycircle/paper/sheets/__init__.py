"""Paper for a circle: sheets, slips, forms and the facilitator's card."""
