"""Every figure beside its floor, as a ratio: `python -m benchmarks`."""
