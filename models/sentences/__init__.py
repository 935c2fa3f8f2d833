"""Sentence vectors (句向量): multilingual-e5-small, pruned to Chinese. See README.md in this folder."""

from models.sentences.encoder import Encoder, Kind, available

__all__ = ["Encoder", "Kind", "available"]
