"""Makes what people can take home: bundles, packages, icons, and the list of their licences."""
