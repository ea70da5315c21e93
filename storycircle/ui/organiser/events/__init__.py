"""The place *Compare* on the organiser's rail: events side by side."""
