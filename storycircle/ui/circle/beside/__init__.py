"""What stands in the rail's place for a while: the time plan's neighbours, a panel each."""
