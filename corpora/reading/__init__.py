"""What the learned reader (models/reading) is trained on: the collector of its examples."""
