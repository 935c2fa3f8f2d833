"""Sentences of obligations by topic, and the examples that the topic model is trained on."""
