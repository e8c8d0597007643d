"""Learning: two tasks, a training loop, and the sweep whose runs are stored."""
