from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

ONE_SKIPPED = """
import pytest

@pytest.mark.skip(reason="no moon tonight")
def test_of_the_moon():
    pass

def test_of_the_sun():
    pass
"""


@pytest.fixture
def run_with(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], pytest.RunResult]:
    def run(source: str, ci: str) -> pytest.RunResult:
        monkeypatch.setenv("CI", ci)
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess("-p", "tests.skips", "-p", "no:django")

    return run


def test_a_skip_is_named_with_its_reason(run_with):
    result = run_with(ONE_SKIPPED, ci="")
    result.stdout.fnmatch_lines(["1 × no moon tonight", "    *::test_of_the_moon"])
    assert result.ret == pytest.ExitCode.OK


def test_a_skip_fails_the_run_in_ci(run_with):
    result = run_with(ONE_SKIPPED, ci="true")
    result.stdout.fnmatch_lines(["*CI does not allow*", "1 × no moon tonight"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_run_without_skips_passes_in_ci(run_with):
    result = run_with("def test_of_the_sun(): pass", ci="true")
    assert result.ret == pytest.ExitCode.OK
