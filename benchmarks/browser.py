"""What the pages in a browser cost: their size over the wire, and the time from a cold browser to a first result.

python benchmarks/browser.py SITE [TIMES]    SITE is what `python -m soleus.web.build` made
"""

import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser_alone import CHROMIUM, FLAGS, host  # noqa: E402

CASE = ROOT / "examples" / "tingling-feet.yaml"


def sizes(site: Path) -> None:
    """Every large file, and what is needed before the first page."""
    files = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    for name, size in sorted(files.items(), key=lambda item: -item[1])[:6]:
        print(f"{size / 1e6:7.2f} MB  {name}")
    total, later = sum(files.values()), sum(files[f"browser/{name}.tar.xz"] for name in ("words", "cases"))
    print(f"{(total - later) / 1e6:7.2f} MB before the first page, {total / 1e6:.2f} MB in all")


def once(browser, address: str) -> tuple[float, float]:
    """Seconds from nothing to the first page, and to the result of a case file."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(120_000)
        began = time.perf_counter()
        page.goto(address)
        pages = page.frame_locator("#pages")
        pages.locator("h1").wait_for()
        shown = time.perf_counter() - began
        pages.locator("text=Use a case file").click()
        pages.locator("#file").set_input_files(CASE)
        pages.locator("text=Assess the file").click()
        pages.locator(".hypotheses").first.wait_for()
        return shown, time.perf_counter() - began


def main(site: Path, times: int) -> None:
    """Sizes, then the best of several cold starts, each in a browser that knows nothing."""
    sizes(site)
    with sync_playwright() as playwright, host(site) as (address, _):
        found = []
        for _ in range(times):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            found.append(once(browser, address))
            browser.close()
    for name, seconds in zip(("first page", "first result"), zip(*found, strict=True), strict=True):
        print(f"{name}: best {min(seconds):.1f} s of {', '.join(f'{s:.1f}' for s in seconds)}")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
