"""Circle files read and checked by others while a merge goes on: processes here, or a cluster."""
