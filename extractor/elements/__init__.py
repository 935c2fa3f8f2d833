"""Elements of a wording (要素): named points that many documents can be asked about, and what a document says on them."""
