"""Clubs: the basketball teams of nba_api and the football clubs of football-team-names-zh, by their own names.

A bare town means the town, so only names of several words count on sight; a nickname (Celtics) and a short name (Wolves) need
context, and the name of a town alone is left to the places.
"""

import ast

from ..amend import amended
from ..row import Row

COUNTRIES = {"England": "GB", "Spain": "ES", "Italy": "IT", "Germany": "DE", "France": "FR", "Netherlands": "NL", "Portugal": "PT"}
ABROAD = {"Monaco": "MC"}  # plays in the French league
SHORT = {"Wolves", "PSV", "BVB", "PSG", "Inter", "Ajax", "Benfica", "Man Utd", "Man City"}


def rows(packages):
    return basketball(packages) + list(amended("football_team_names", football(packages)))


def assigned(text, name):
    """The literal that a Python source assigns to a name at top level."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
            return ast.literal_eval(node.value)
    raise ValueError(f"no {name} there")


def basketball(packages):
    text = packages.text("nba_api", "nba_api/stats/library/data.py")
    found = []
    for table in ("teams", "wnba_teams"):
        for _, _, nickname, _, _, name, state, _ in assigned(text, table):
            country = "CA" if state == "Ontario" else "US"
            found.append(Row("organization", "club", name, context_aliases=[nickname], country=country, weight=48, source="nba_api"))
    return found


def football(packages):
    found = []
    for team in assigned(packages.text("football-team-names-zh", "football_team_names_zh/data.py"), "TEAMS_DATA"):
        forms = [form for form in dict.fromkeys([team["name"], *team["aliases"]]) if form.isascii() or "ü" in form]
        full = [form for form in forms if " " in form and form not in SHORT]
        if full:
            name = max(full, key=lambda form: (form.isascii(), len(form)))
            others = [form for form in full if form != name]
            short = [form for form in forms if form in SHORT]
            country = ABROAD.get(team["name"], COUNTRIES[team["country"]])
            found.append(
                Row("organization", "club", name, aliases=others, context_aliases=short, country=country, weight=46,
                    source="football_team_names")
            )
    return found
