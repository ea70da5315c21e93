"""The organiser's screen: event packs, gathered circles, reports and the room's clock."""
