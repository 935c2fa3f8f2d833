"""What an obligation is about (义务主题): a linear model over characters. See README.md in this folder."""

from models.topics.classifier import TopicClassifier, load_classifier

__all__ = ["TopicClassifier", "load_classifier"]
