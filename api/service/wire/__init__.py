"""What goes over the wire (传输模型)."""
