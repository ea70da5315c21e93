"""What shows a circle: the window. Views draw what they are given; session.py acts."""
