"""The desk's policy: write one, see which holds, and check the ledger against it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import as_of_option, policy_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.policy.lint.case import Finding

ENTRIES = {
    "init": Lazy("claims.cli.look.policy:init", "Write a commented policy to start from."),
    "show": Lazy("claims.cli.look.policy:show", "Say which policy holds here, and what it asks."),
}
PRESETS = ("solo", "desk", "ifcn", "ksj")


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims policy init --preset desk"))
def policy() -> None:
    """What a ruling takes at this desk."""


@click.command(epilog=examples("claims policy init --preset desk", "claims policy init --preset ifcn our-policy.toml"))
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--preset", type=click.Choice(PRESETS), default=PRESETS[0], show_default=True, help="What to start from.")
@at_desk(makes_files=True)
def init(desk: Desk, file: Path | None, preset: str) -> None:
    """Write a commented policy to start from.

    FILE is policy.toml beside the ledger unless another is named.
    """
    from claims.errors import Refused
    from claims.policy.rules.presets import preset as text_of

    target = file or desk.beside("policy.toml") or Path("policy.toml")
    try:
        if desk.only_tries:
            if target.exists():
                raise FileExistsError
            desk.answer({"policy": str(target), "preset": preset}, f"The preset {preset} would be written to {target}.")
            desk.only_tried()
            return
        with target.open("x", encoding="utf-8") as out:
            out.write(text_of(preset))
    except FileExistsError as error:
        raise Refused(f"{target} exists already.", "Name another file, or edit that one.") from error
    desk.answer({"policy": str(target), "preset": preset}, f"Written to {target}: edit it, it holds from now on.")


@click.command(epilog=examples("claims policy show"))
@policy_option
@at_desk()
def show(desk: Desk, policy: Path | None) -> None:
    """Say which policy holds here, and what it asks."""
    import msgspec

    from claims.policy.rules.requirements import REASONED

    file = desk.policy_file(policy)
    found = desk.policy(policy)
    if found is None:
        desk.answer(
            {"file": None, "name": None, "description": None, "toml": None},
            "No policy holds here. claims policy init writes one.",
        )
        return
    lines = [f"{found.name} ({file})", *([found.description] if found.description else [])]
    for axis, table in (("content", found.content), ("attribution", found.attribution)):
        for status, asked in table.items():
            wanted = {
                name: value for name, value in msgspec.structs.asdict(asked).items() if value and name != "principle"
            }
            told = ", ".join(f"{name} {str(value).lower()}" for name, value in wanted.items())
            lines.append(f"    {axis} {status.value}: {told or 'nothing'}")
    if found.reasons_for:
        lines.append(f"    a reason for: {', '.join(each for each in REASONED if each in found.reasons_for)}")
    text = file.read_text(encoding="utf-8") if file else None
    shown = {"file": str(file), "name": found.name, "description": found.description, "toml": text}
    desk.answer(shown, "\n".join(lines))


@click.command(epilog=examples("claims lint", "claims lint --explain P102", "claims lint --compare strict.toml"))
@policy_option
@click.option(
    "--compare",
    metavar="POLICY",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What would change under this policy.",
)
@click.option("--explain", metavar="CODE", help="What a finding asks, why, and how to satisfy it.")
@as_of_option
@at_desk(lists=True)
def lint(desk: Desk, policy: Path | None, compare: Path | None, explain: str | None, as_of: str | None) -> None:
    """Check the whole ledger against the policy.

    Exit code 1 if anything falls short. Without a policy, only what is wrong in itself is found.
    """
    from claims.actions.record.policies import load_policy
    from claims.actions.report.linting import compare_policies, lint_ledger
    from claims.policy.lint.run import explain as explain_code
    from claims.policy.rules.requirements import Policy

    if explain is not None:
        rule = explain_code(explain)
        told = {"code": rule.code, "title": rule.title, "asks": rule.asks, "why": rule.why, "satisfy": rule.satisfy}
        desk.answer(
            told, f"{rule.code}  {rule.title}\n\nAsks:     {rule.asks}\nWhy:      {rule.why}\nSatisfy:  {rule.satisfy}"
        )
        return
    holding = desk.policy(policy) or Policy(name="none")
    with desk.edition(as_of) as edition:
        if compare is not None:
            changes = compare_policies(edition, holding, load_policy(compare))
            lines = [f"+ {finding_line(each)}" for each in changes.appear]
            lines += [f"- {finding_line(each)}" for each in changes.disappear]
            desk.answer(changes, "\n".join(lines) or "Nothing would change.")
            return
        findings = _Counted(lint_ledger(edition, holding))
        if desk.style == "text":
            for each in findings:
                desk.answer(None, finding_line(each))
            if not findings.count:
                desk.answer(None, f"Nothing falls short of the policy {holding.name}.")
        else:
            desk.print_rows("findings", findings, policy=holding.name)
    if findings.count:
        raise click.exceptions.Exit(1)


class _Counted:
    """Findings, counted as they are told."""

    def __init__(self, findings: "Iterator[Finding]") -> None:
        self._findings, self.count = findings, 0

    def __iter__(self) -> "Iterator[Finding]":
        for each in self._findings:
            self.count += 1
            yield each


def finding_line(finding: "Finding") -> str:
    """A finding in two lines: what is wrong, and what to do."""
    return f"{finding.code.value}  claim #{finding.claim}  {finding.record}: {finding.said}\n      {finding.hint}"
