"""What sliders move: networks, the series they show, and the explorer as widget and as page."""
