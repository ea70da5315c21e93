"""Check-out on screen: numbers typed as hands are counted, or the laptop going round."""
