"""Colour and shape never speak alone: each part also says it in words."""

import re

from django.core.paginator import Paginator

from xenia.ground.design import charts
from xenia.ground.design.shell import PathStep, Shell, ShellLanguage
from xenia.ground.design.tests.rendering import drawn

METER = '{% cotton meter :waited="waited" :allowed="allowed" / %}'


def _doors(waited: int, allowed: int) -> list[str]:
    return re.findall(r'<i class="(\w*)">', drawn(METER, waited=waited, allowed=allowed))


def test_one_door_stands_for_each_day_somebody_may_wait() -> None:
    assert _doors(3, 5) == ["waited", "waited", "waited", "", ""]
    assert "3 days, limit 5" in drawn(METER, waited=3, allowed=5)


def test_days_beyond_the_limit_are_late_doors_and_late_words() -> None:
    assert _doors(6, 5) == ["waited"] * 5 + ["over"]
    assert "<b>6 days, limit 5</b>" in drawn(METER, waited=6, allowed=5)


def test_a_wait_of_many_days_is_told_in_words_alone() -> None:
    assert _doors(40, 45) == []
    assert "40 days, limit 45" in drawn(METER, waited=40, allowed=45)


def test_a_path_says_where_it_stands() -> None:
    steps = [PathStep("Sent", "done"), PathStep("Accepted", "here"), PathStep("Outcome", "ahead")]
    html = drawn('{% cotton path :steps="steps" / %}', steps=steps)
    assert html.count('aria-current="step"') == 1
    assert ">Accepted" in html.split('aria-current="step"')[1]
    assert 'class="been">Sent<span class="read-aloud">, done' in html


def test_a_notice_that_appears_is_announced_and_a_problem_louder() -> None:
    assert 'role="status"' in drawn(
        '{% cotton notice kind="done" live="true" %}Sent.{% endcotton %}'
    )
    assert 'role="alert"' in drawn(
        '{% cotton notice kind="error" live="true" %}Late.{% endcotton %}'
    )
    assert "role=" not in drawn("{% cotton notice %}Only in English.{% endcotton %}")


def test_words_from_outside_cannot_break_a_part() -> None:
    html = drawn('{% cotton need href="/x" icon="book" :title="title" / %}', title="<b>\"&'")
    assert "<b>&lt;b&gt;&quot;&amp;&#x27;</b>" in html


def test_a_part_takes_nothing_from_the_page_around_it() -> None:
    """The page knows a `hint` and an `icon` of its own; the button and the need were given none."""
    assert "<svg" not in drawn("{% cotton button %}Send{% endcotton %}", icon="phone")
    assert "Classes" not in drawn('{% cotton need href="/x" title="Food" / %}', hint="Classes")


def test_pages_of_a_long_list_name_the_one_that_is_open() -> None:
    page = Paginator(range(240), 20).page(3)
    html = drawn('{% cotton pagination :page="page" url="?page=" / %}', page=page)
    assert '<b aria-current="page" class="number">3</b>' in html
    assert 'href="?page=4" rel="next"' in html
    assert (
        drawn('{% cotton pagination :page="page" / %}', page=Paginator([1], 20).page(1)).strip()
        == ""
    )


def test_the_longest_bar_with_its_margin_fills_the_width() -> None:
    # Longest: 6,240 + 690 = 6,930. 6240/6930 = 90.0 %, 5550/6930 = 80.1 %, 430/6930 = 6.2 %.
    rows = [
        charts.BarRow("Dominican Republic", 6240, "6,240", 690, "690"),
        charts.BarRow("Somalia", 430, "430", is_uncertain=True),
    ]
    long, short = charts.bar_chart(rows).bars
    assert (long.length, long.low, long.high) == ("90.0%", "80.1%", "100.0%")
    assert short.length == "6.2%"
    assert not short.has_margin


def test_a_chart_is_a_table_that_can_be_read_without_its_bars() -> None:
    chart = charts.bar_chart([charts.BarRow("Haiti", 4870, "4,870", 610, "610", url="/n/1")])
    html = drawn('{% cotton bars :chart="chart" caption="People" / %}', chart=chart)
    assert "<caption>People</caption>" in html
    assert '<a href="/n/1">4,870</a>' in html
    assert "± 610" in html
    assert charts.bar_chart([]).bars == ()


def test_the_highest_column_or_line_fills_the_height() -> None:
    # Two spans of half the width, a column 7/10 of it; the line at 40 is the highest, 10/40 = 25 %.
    spans = [charts.Span("July", 10, "10", 40, "40"), charts.Span("August", 30, "30", None)]
    july, august = charts.run_chart(spans).columns
    assert (july.start, july.end, july.width) == ("0.0%", "50.0%", "35.0%")
    assert (july.height, july.top, july.over) == ("25.0%", "75.0%", "0.0%")
    assert (august.start, august.height, august.has_line) == ("50.0%", "75.0%", False)
    assert charts.run_chart([]).columns == ()


def test_a_run_of_numbers_is_a_table_too_and_hides_what_it_must() -> None:
    spans = [
        charts.Span("July", None),
        charts.Span("August", 31, "31", 27, "27", is_more=True, note="More"),
    ]
    chart = charts.run_chart(spans)
    html = drawn(
        '{% cotton run-chart :chart="chart" caption="Complaints" alt="August has more" / %}',
        chart=chart,
    )
    assert 'role="img" aria-label="August has more"' in html
    assert (html.count("<rect"), html.count("<circle"), html.count("not-shown")) == (1, 1, 1)
    assert "31" in html
    assert "More" in html


def test_the_language_switch_names_each_language_in_itself() -> None:
    languages = (
        ShellLanguage("en", "English", "/en/", current=True),
        ShellLanguage("ar", "العربية", "/ar/", dir="rtl"),
    )
    html = drawn("{% cotton language-switch / %}", shell=Shell(languages=languages))
    assert '<a href="/ar/" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in html
    assert html.count('aria-current="true"') == 1


def test_the_low_step_offers_the_own_language_english_and_all() -> None:
    languages = tuple(
        ShellLanguage(code, code, f"/{code}/", current=code == "ht") for code in ("en", "ht", "vi")
    )
    shell = Shell(languages=languages, languages_url="/ht/i-speak/")
    html = drawn('{% cotton language-door kind="step" / %}', shell=shell)
    assert re.findall(r'href="([^"]+)"', html) == ["/en/", "/ht/", "/ht/i-speak/"]
