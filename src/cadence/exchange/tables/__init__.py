"""Tables as the world has them: how a file is written, where its table begins, and what its cells mean."""
