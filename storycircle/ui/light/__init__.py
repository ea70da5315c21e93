"""By light: a screen that shows a circle's codes, and the camera that reads them."""
