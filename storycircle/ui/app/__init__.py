"""The application: its start, the main window, navigation, and what stands beside them."""
