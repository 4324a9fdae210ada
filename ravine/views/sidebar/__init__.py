"""The sidebar of the playground: language, surface, data, racers."""
