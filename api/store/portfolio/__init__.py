"""What a workspace's documents say, taken together (总览): figures over many records, each with the way back to them."""
