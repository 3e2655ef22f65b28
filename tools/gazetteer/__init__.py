"""The parts of tools/build_gazetteer.py: what makes data/gazetteer.csv from packages and from our own lists."""
