"""How much of a phone an interview takes: screens of 390 by 844 pixels, and the result's height before what is folded.

    python benchmarks/phone.py [--cases 10] [--seed 15] [--folder DIRECTORY]

Takes cases of the library through the pages in a real Chromium: the first words name the symptoms told first, each
page is filled in as the case states, what it does not state is "none of these". With a folder, every page is kept
there as a picture.
"""

import argparse
import random
import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from soleus.cases.library import library
from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.interview.gates import shipped
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.validation.replay import opening

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from web_client import real_server

PHONE = {"width": 390, "height": 844}
MOST_SCREENS, MOST_RESULT, MOST_PAGES = 14, 1200, 40
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
HEIGHT = "Math.round(document.body.getBoundingClientRect().height)"
FOLDED = """Math.min(...[...document.querySelectorAll('main details.section:not([open])')]
            .map(e => e.getBoundingClientRect().top + scrollY), document.documentElement.scrollHeight)"""


class Person:
    """Someone with a case, at the pages of an interview."""

    def __init__(self, page: Page, case: Case, base: KnowledgeBase, folder: Path | None):
        self.page, self.case, self.base, self.folder = page, case, base, folder
        self.states = case.states(base.vocabulary)
        self.heights: list[int] = []
        self.headings: list[str] = []

    def press(self, button: str) -> None:
        """Look at the page, then press a button of it."""
        self.look()
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def look(self) -> None:
        """Take down how tall the page is; nothing may scroll sideways."""
        self.heights.append(self.page.evaluate(HEIGHT))
        self.headings.append(self.page.inner_text("h1"))
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
            print(f"  {self.headings[-1]}: {wide} pixels wide")
        if self.folder:
            self.page.screenshot(path=self.folder / f"{self.case.id}-{len(self.heights):02}.png", full_page=True)

    def interview(self) -> int:
        """From the start to the result; its height before what is folded."""
        self.page.goto("/")
        self.press("text=Start now")
        for _ in range(MOST_PAGES):
            if self.page.locator("button[formaction='/result']").count():
                more = self.page.locator("button[value^='more:']:not([value='more:'])")
                if not more.count():
                    break
                self.press("button[value^='more:']")
                continue
            self.fill()
            self.press("button.main")
        self.press("button[formaction='/result']")
        self.look()
        self.heights.pop()
        return round(self.page.evaluate(FOLDED))

    def fill(self) -> None:
        """Fill in what the page asks, from the case."""
        page, case = self.page, self.case
        words = page.locator("#words")
        if words.count() and not words.input_value() and not page.locator("input[value=none]").count():
            labels = (self.base.vocabulary.findings[f].label for f in opening(case, self.base.vocabulary))
            words.fill(", ".join(labels) or "my legs hurt")
        if page.locator("#age").count():
            page.fill("#age", f"{case.age or 50:g}")
        if page.locator("input[name=sex]").count():
            page.check(f"input[name=sex][value={case.sex or 'female'}]")
        if page.locator("#duration_days").count():
            page.fill("#duration_days", f"{max(1, round(case.duration_days or 21))} days")
        if page.locator("input[value=none]").count():
            self.tick()

    def tick(self) -> None:
        """Tick what is so, or none of these."""
        ticked = False
        for box in self.page.locator("input[name=present], input[name=spot]").all():
            value = box.get_attribute("value") or ""
            name = value.partition("@")[0]
            tells = shipped()[name].covers if name in shipped() else (name,)
            if not value.endswith("@right") and any(self.states.get(f) is State.PRESENT for f in tells):
                box.evaluate("box => { box.checked = true; }")
                ticked = True
        if not ticked:
            self.page.check("input[value=none]")


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=int, default=10)
    options.add_argument("--seed", type=int, default=15)
    options.add_argument("--folder", type=Path)
    args = options.parse_args()
    base = load_knowledge()
    chosen = random.Random(args.seed).sample([entry.case for entry in library(base)], args.cases)
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
    screens, results = [], []
    print("| case | pages | screens of 844 px | tallest page | result before what is folded |\n|---|---|---|---|---|")
    with real_server(answer_seconds=3600) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for case in chosen:
            page = browser.new_context(base_url=address, viewport=PHONE).new_page()
            page.set_default_timeout(120_000)
            person = Person(page, case, base, args.folder)
            results.append(person.interview())
            screens.append(sum(person.heights) / PHONE["height"])
            tallest = max(zip(person.heights, person.headings, strict=False))
            cells = (case.id, len(person.heights), f"{screens[-1]:.1f}", "{} px {!r}".format(*tallest), results[-1])
            print("|", " | ".join(map(str, cells)), "|", flush=True)
            page.context.close()
        browser.close()
    print(f"\nscreens: median {median(screens):.1f}, most {max(screens):.1f} (goal {MOST_SCREENS})")
    print(f"result: median {median(results):.0f} px, most {max(results)} px (goal {MOST_RESULT})")


if __name__ == "__main__":
    main()
