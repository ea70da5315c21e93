"""The headings board: actions dragged or keyed under headings."""
