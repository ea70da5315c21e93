"""The fault battery: what goes wrong with laptops, disks, clocks and people, again and again."""
