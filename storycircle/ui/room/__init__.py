"""What the room sees: the ring on a second screen, and the remote in the facilitator's hand."""
