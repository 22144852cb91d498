"""No rule of screening says that it was read on a day that has not come."""

from xenia.ground.common.dates import local_day, now
from xenia.ground.eligibility import all_rule_sets


def test_nothing_was_read_on_a_day_that_has_not_come() -> None:
    today = local_day(now())
    for rules in all_rule_sets():
        cited = [rules.status.citation]
        cited += [one.citation for one in rules.criteria]
        cited += [one.citation for one in rules.always_ask]
        cited += [one.citation for one in rules.notes]
        for one in cited:
            assert one.read_on is None or one.read_on <= today, rules
