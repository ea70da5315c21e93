"""Where a bundle begins: the app, or one of its readers of strangers' files."""

from storycircle.__main__ import main

main()
