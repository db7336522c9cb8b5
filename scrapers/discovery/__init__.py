"""From a town hall's address to its sources: which commune it is, how its site publishes, and where its council's records are."""
