"""Settings that name what no file has: a language, or the host of a SIP trunk."""

from collections.abc import Iterator

from ivr.problems import Problem
from routes.call.hotline import Hotline
from routes.call.outgoing import host_of

ALL = "all"
"""In ALLOW_DRAFT_LANGUAGES: every language."""


def settings_that_fit_no_file(hotline: Hotline) -> Iterator[Problem]:
    """Each setting with a name that the tree, the languages or the destinations do not have. Such a
    setting does nothing, so the operator would believe in something that is not there.
    """
    settings = hotline.settings
    known = ", ".join(sorted(hotline.languages))
    for name in settings.allow_draft_languages:
        if name != ALL and name not in hotline.languages:
            message = (
                f"there is no language {name!r}: write tags such as uk, separated by commas, or "
                f"all. There are: {known}"
            )
            yield Problem("environment", "ALLOW_DRAFT_LANGUAGES", message)
    called = (tag for number in settings.language_numbers for tag in settings.languages_of(number))
    for tag in dict.fromkeys(called):
        if tag not in hotline.tree.offered:
            yield Problem("environment", "LANGUAGE_NUMBERS", f"{tag!r} is on no language page")
    hosts = _sip_hosts(hotline)
    remedy = (
        f"write one of these hosts: {', '.join(sorted(hosts))}"
        if hosts
        else "remove the setting, since no line is a SIP line"
    )
    for host in settings.sip_users:
        if host not in hosts:
            message = f"no line of destinations.toml is at {host!r}: {remedy}"
            yield Problem("environment", "SIP_CREDENTIALS", message)


def _sip_hosts(hotline: Hotline) -> set[str]:
    """The hosts of all SIP lines, those of interpreters and of the emergency trunk too."""
    lines = [
        uri
        for destination in hotline.tree.destinations.values()
        for uri in (*(line.uri for line in destination.lines), *destination.interpreters.values())
    ]
    return {host_of(uri) for uri in lines if uri.startswith("sip:")}
