"""`/design/` shows every part a page is built from, in every state, in both directions and on paper."""

import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation

from xenia.ground.design import colours, icons, samples

ROOM = Path(__file__).parents[1]
TEMPLATES = ROOM / "templates"
SHELLS = ["", "?desk=1", "?sheet=1"]


def _parts() -> set[str]:
    return {file.stem.replace("_", "-") for file in (TEMPLATES / "cotton").glob("*.html")}


def _used_in(page: Path, seen: set[Path]) -> set[str]:
    if page in seen:
        return set()
    seen.add(page)
    text = page.read_text(encoding="utf-8")
    parts = set(re.findall(r"<c-([a-z-]+)", text)) - {"vars", "slot"}
    inside = [TEMPLATES / "cotton" / f"{part.replace('-', '_')}.html" for part in parts]
    inside += [TEMPLATES / name for name in re.findall(r'include "([^"]+)"', text)]
    return parts.union(*(_used_in(file, seen) for file in inside))


def test_every_part_stands_on_the_page() -> None:
    seen: set[Path] = set()
    pages = ["page_tokens", "desk_tokens", "sheet_tokens"]
    shown = set().union(*(_used_in(TEMPLATES / "design" / f"{page}.html", seen) for page in pages))
    assert _parts() - shown == set()


def test_every_part_is_in_the_list_for_people_who_write_pages() -> None:
    named = set(re.findall(r"`c-([a-z-]+)`", (ROOM / "README.md").read_text(encoding="utf-8")))
    assert _parts() ^ named == set()


def test_every_part_says_which_attributes_it_takes() -> None:
    """Else an attribute that is not given would be read from the page around the part."""
    silent = []
    for file in sorted((TEMPLATES / "cotton").glob("*.html")):
        text = file.read_text(encoding="utf-8")
        declared = re.findall(r"[:\s]([a-z-]+)=", (re.findall(r"<c-vars([^>]*)>", text) or [""])[0])
        known = {name.replace("-", "_") for name in declared}
        read = set(re.findall(r"{{ ([a-z_]+)", text)) - {"slot", "attrs"}
        given = set(re.findall(r" as (\w+)", text)) | set(re.findall(r"with (\w+)=", text))
        given |= set(re.findall(r"{% for (\w+) in", text))
        around = {"office", "shell", "messages", "csrf_token", "count", "days"}
        silent += [(file.stem, name) for name in sorted(read - known - given - around)]
    assert silent == []


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.django_db
def test_the_page_opens_in_both_directions(rf: RequestFactory, language: str, shell: str) -> None:
    with translation.override(language):
        address = f"/{language}/design/"
        html = resolve(address).func(rf.get(address + shell)).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert html.count("<h1") == 1 + (shell == "")


@pytest.mark.parametrize("shell", SHELLS)
def test_no_part_needs_an_inline_style_or_script(client: Client, shell: str) -> None:
    html = client.get(f"/en/design/{shell}").content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)", html)
    assert html.count("<script") <= 2


def test_a_number_and_an_address_stand_once_on_a_page(client: Client) -> None:
    html = client.get("/en/design/").content.decode()
    named = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(named) == sorted(set(named))


def test_every_colour_has_its_swatch() -> None:
    sheet = (ROOM / "static" / "design" / "tokens.css").read_text(encoding="utf-8")
    assert [name for name in colours.tokens() if f".{name}-swatch" not in sheet] == []


def test_every_icon_is_shown(client: Client) -> None:
    html = client.get("/en/design/").content.decode()
    assert [name for name in icons.ICONS if f">{name}</span>" not in html] == []


def test_the_page_can_be_looked_at_as_it_prints(client: Client) -> None:
    assert "?stylesheet=paper" in client.get("/en/design/?print=1").content.decode()
    response = client.get("/en/design/?stylesheet=paper")
    sheet = response.content.decode()
    assert response["Content-Type"] == "text/css"
    assert sheet.startswith("@media all")
    assert "@media print" not in sheet


def test_words_on_the_page_exist_in_arabic_too() -> None:
    english, arabic = samples.words("en"), samples.words("ar")
    assert [name for name in english if english[name] == arabic[name]] == []
    assert samples.words("ht") == english
