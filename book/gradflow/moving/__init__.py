"""What sliders move: networks, their series, and the explorer itself."""
