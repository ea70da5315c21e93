"""A walk through every screen and sheet, on which pictures are taken or measures made."""
