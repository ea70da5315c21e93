"""Turns and time: the round and its queue, the schedule, what time asks."""
