"""Runs the app and its tests as on Windows, under Wine, with Windows' own Python and libraries.

`python -m tests.on_windows FOLDER` builds all of it in FOLDER and says what passed. What it is not:
Windows. Wine has other windows, fonts, locks and printers, and two small libraries of Windows
have stand-ins here.
"""
