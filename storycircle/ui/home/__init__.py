"""The screens beside a circle: home, settings, shortcuts, about."""
