"""The system around the window: sleep, sound, file dialogs, printers, background work."""
