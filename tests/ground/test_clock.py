"""The clock gives UTC to the microsecond, and stops only for the code that stopped it."""

import re
import threading
from datetime import UTC, date, datetime

import pytest

from claims.clock import frozen, now, today


def test_now_is_the_current_moment_in_utc() -> None:
    before = datetime.now(UTC)
    moment = now()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", moment)
    assert before <= datetime.fromisoformat(moment) <= datetime.now(UTC)


def test_today_is_the_local_day() -> None:
    assert today() in (date.today(), datetime.now().astimezone().date())


def test_a_stopped_clock_shows_one_moment() -> None:
    with frozen("2026-11-23T13:44:31Z"):
        assert now() == now() == "2026-11-23T13:44:31.000000Z"
        assert today() == date(2026, 11, 23)


def test_a_stopped_clock_can_step_at_each_reading() -> None:
    with frozen("2026-11-23T23:59:59.999999Z", step_microseconds=1):
        assert [now(), now()] == ["2026-11-23T23:59:59.999999Z", "2026-11-24T00:00:00.000000Z"]
        assert today() == date(2026, 11, 24)


def test_a_moment_elsewhere_is_shown_in_utc_and_a_bare_one_is_utc() -> None:
    with frozen("2026-11-23T01:00:00+02:00"):
        assert now() == "2026-11-22T23:00:00.000000Z"
    with frozen("2026-11-23"):
        assert now() == "2026-11-23T00:00:00.000000Z"


def test_the_clock_runs_again_afterwards_even_after_a_failure() -> None:
    with frozen("2001-01-01"):
        with pytest.raises(ValueError, match="2000-01-01"), frozen("2000-01-01"):
            int(now())
        assert now().startswith("2001")
    assert now() > "2026"


def test_another_thread_keeps_the_real_time() -> None:
    seen: list[str] = []
    with frozen("2000-01-01"):
        thread = threading.Thread(target=lambda: seen.append(now()))
        thread.start()
        thread.join()
    assert seen[0] > "2026"


@pytest.mark.parametrize("name", ["FAKETIME", "SOURCE_DATE_EPOCH", "CLAIMS_NOW", "CLAIMS_CLOCK"])
def test_the_environment_cannot_set_the_clock(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "2000-01-01T00:00:00Z")
    assert now() > "2026"
