"""What no file may hold, searched for in all that leaves and in all that is erased.

`python -m tests.leaks 1000 --seed N` runs as many generated circles as asked for.
"""
