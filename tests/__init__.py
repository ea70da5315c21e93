"""The tests: they mirror storycircle/, with whole runs in journeys/ and rules in architecture/."""
