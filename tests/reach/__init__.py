"""Whether everyone can hear, read and reach the app: measures, a file each."""
