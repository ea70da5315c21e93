"""The place *Recommend*: letters through all headings, and what bears each."""
