"""What an organiser's report holds beside its circles: stalls, recommendations, chapters."""
