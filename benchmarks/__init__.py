"""Speed, memory and fairness, each beside its floor in the same run."""
