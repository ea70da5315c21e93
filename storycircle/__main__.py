"""So that `python -m storycircle` is the program too."""

from storycircle.cli.main import main

if __name__ == "__main__":
    main()
