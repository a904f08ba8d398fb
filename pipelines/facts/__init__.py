"""Read documents into one frame of facts: one reader per source, one schema (`model.FactFrame`) for all."""
