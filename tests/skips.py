"""Skipped tests are named with their reason; where CI is set, none may be skipped."""

import os
from collections import defaultdict

import pytest


def skips_allowed() -> bool:
    return os.environ.get("CI", "").lower() not in {"1", "true", "yes"}


def skipped_by_reason(config: pytest.Config) -> dict[str, list[str]]:
    """Return the names of what was skipped, under the reason given."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reasons = defaultdict(list)
    for report in reporter.stats.get("skipped", []) if reporter else []:
        _path, _line, reason = report.longrepr
        reasons[reason.removeprefix("Skipped: ")].append(report.nodeid)
    return reasons


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    passed = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    if passed and not skips_allowed() and skipped_by_reason(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    reasons = skipped_by_reason(config)
    if not reasons:
        return
    title = "skipped" if skips_allowed() else "skipped, which CI does not allow"
    terminalreporter.section(title, yellow=skips_allowed(), red=not skips_allowed())
    for reason, names in sorted(reasons.items()):
        terminalreporter.line(f"{len(names)} × {reason}")
        for name in names:
            terminalreporter.line(f"    {name}")
