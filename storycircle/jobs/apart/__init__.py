"""Reports in a process of their own: the window works on, and keeps none of their memory."""
