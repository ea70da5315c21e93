"""What is typed in the circle that is held by ear."""

ACTIONS = ("Open a tea room on Fridays", "Map who helps whom", "Ring the school")
BY = "by Christmas"
STORIES = "5 min"
"""Of three people each has a minute and forty seconds then: long enough for a half minute."""
