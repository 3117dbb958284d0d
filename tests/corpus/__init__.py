"""Real documents, synced and flipped; they are data that lies beside this repository, or nowhere."""
