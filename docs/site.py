"""Builds the documents as a site, strictly: a broken link, or a page that loads anything of another host, is refused.

    python docs/site.py FOLDER [ADDRESS]    needs `pip install '.[docs]'`

The documents keep the places that they have in the repository, so that their links hold in both. ADDRESS is where the
pages in a browser alone stand (docs/browser.md): every page then has a link to try them now.
"""

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    "*.md",
    "NOTICE",
    "LICENSE",
    "cases/README.md",
    "docs/*.md",
    "docs/*.ipynb",
    "docs/images/*",
    "examples/*.yaml",
)
NAV = "nav = ["
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
NOT_LOADED = {"canonical", "next", "prev", "edit", "alternate"}
STYLED = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]?((?:https?:)?//[^'\"]+)")


class Page(HTMLParser):
    """The links of a page, what it loads, and the places in it that a link may name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this tag links to, loads or names."""
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if (source := given.get(LOADED.get(tag, ""))) and given.get("rel") not in NOT_LOADED:
            self.loads.add(source)


def build(target: Path, pages: str | None = None) -> None:
    """Build the site into `target`, which is replaced; the pages stand at `pages`. Raises SystemExit: every fault."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for part in PARTS:
            for path in sorted(ROOT.glob(part)):
                copy = work / "pages" / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        plan = (ROOT / "docs" / "zensical.toml").read_text("utf-8")
        first = f'nav = [\n  {{ "Try it now" = {json.dumps(pages)} }},' if pages else NAV
        (work / "zensical.toml").write_text(plan.replace(NAV, first, 1), "utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict"]
        subprocess.run(command, cwd=work, check=True)  # noqa: S603
        if found := faults(work / "site"):
            sys.exit("\n".join(found))
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work / "site", target)


def faults(site: Path) -> list[str]:
    """Links that lead nowhere, and what would be loaded from another host, in the pages and styles of a site."""
    site = site.resolve()
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    found = [f"{p.relative_to(site)}: loads {s}" for p, page in pages.items() for s in page.loads if urlsplit(s).netloc]
    for path in sorted(site.rglob("*.css")):
        outside = (match[1] or match[2] for match in STYLED.finditer(path.read_text("utf-8")))
        found += [f"{path.relative_to(site)}: loads {address}" for address in outside]
    for path, page in pages.items():
        lost = (link for link in page.links if not _leads(site, path, link, pages))
        found += [f"{path.relative_to(site)}: {link} leads nowhere" for link in lost]
    return found


def _leads(site: Path, path: Path, link: str, pages: dict[Path, Page]) -> bool:
    """Whether a link of a page leads to a file, and to a place in it where it names one; other hosts are not asked."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    folder = site if parts.path.startswith("/") else path.parent
    there = (folder / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
    there = there / "index.html" if there.is_dir() else there
    return there.exists() and (there not in pages or unquote(parts.fragment) in pages[there].places)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    build(Path(sys.argv[1]), *sys.argv[2:])
