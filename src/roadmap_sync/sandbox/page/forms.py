"""What a form of the page sends, and who sends it."""

from urllib.parse import parse_qs

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.refusals import Forbidden
from roadmap_sync.sandbox.rows import Account


def sent(call: Call) -> dict[str, str]:
    """The last value of each field."""
    given = parse_qs(call.body.decode(errors="replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in given.items()}


def actor(call: Call, form: dict[str, str]) -> Account:
    """The account named in the form, `colleague` by default."""
    login = form.get("as") or people.COLLEAGUE
    found = people.by_login(call.site.store, login)
    if found is None:
        raise Forbidden(f"There is no account {login}.")
    return found
