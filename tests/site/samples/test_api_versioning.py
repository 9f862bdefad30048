"""A client of any version that is still answered gets what it was written for, and hears when that ends."""

from __future__ import annotations

from datetime import date

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("api-versioning")
Api, Change, Refused = NAMES["Api"], NAMES["Change"], NAMES["Refused"]
TODAY = date(2026, 12, 1)


def split(body):
    given, _, family = body.pop("name").partition(" ")
    return {**body, "given": given, "family": family}


def join(body):
    name = f"{body.pop('given')} {body.pop('family')}"
    return {**body, "name": name}


API = Api(
    first="2024-05-01",
    changes=(
        Change("2025-02-01", request=split, answer=join),
        Change(
            "2026-03-01",
            request=lambda body: {**body, "limit": body["limit"] * 100},
            answer=lambda body: {**body, "limit": body["limit"] // 100},
        ),
    ),
    ends={"2024-05-01": date(2027, 3, 1), "2025-02-01": date(2026, 12, 1)},
)


def call(version, body, today=TODAY):
    seen = []

    def handle(newest):
        seen.append(dict(newest))
        return newest

    answer, headers = API.call(version, body, handle, today)
    return answer, headers, seen[0]


def test_an_old_client_is_answered_in_its_form_by_code_that_knows_only_the_newest():
    answer, _, seen = call("2024-05-01", {"name": "Ada Lovelace", "limit": 5})
    assert answer == {"name": "Ada Lovelace", "limit": 5}
    assert seen == {"given": "Ada", "family": "Lovelace", "limit": 500}


def test_the_newest_client_passes_no_step():
    body = {"given": "Ada", "family": "Lovelace", "limit": 500}
    answer, headers, seen = call("2026-03-01", body)
    assert answer == seen == body
    assert headers == {"Api-Version": "2026-03-01"}


def test_steps_run_in_order_and_back_in_reverse():
    order = []

    def noting(name):
        return Change(
            name, lambda body: order.append(f">{name}") or body, lambda body: order.append(f"<{name}") or body
        )

    api = Api("2024-01-01", (noting("2025-01-01"), noting("2026-01-01")), {})
    api.call("2024-01-01", {}, dict, TODAY)
    assert order == [">2025-01-01", ">2026-01-01", "<2026-01-01", "<2025-01-01"]
    order.clear()
    api.call("2025-01-01", {}, dict, TODAY)
    assert order == [">2026-01-01", "<2026-01-01"]


def test_the_end_is_announced_in_the_form_of_the_standard():
    _, headers, _ = call("2024-05-01", {"name": "Ada Lovelace", "limit": 5})
    assert headers["Sunset"] == "Mon, 01 Mar 2027 00:00:00 GMT"


@pytest.mark.parametrize(
    ("version", "status"), [("2025-02-01", 410), ("2025-02-02", 400), ("", 400), ("2030-01-01", 400)]
)
def test_what_has_ended_or_never_was_is_refused(version, status):
    with pytest.raises(Refused) as caught:
        call(version, {})
    assert caught.value.status == status
    assert "2026-03-01" in str(caught.value)


def test_the_day_before_the_end_it_still_works():
    answer, _, _ = call("2025-02-01", {"given": "Ada", "family": "Lovelace", "limit": 5}, today=date(2026, 11, 30))
    assert answer["limit"] == 5


def test_the_clients_own_body_is_not_changed():
    body = {"name": "Ada Lovelace", "limit": 5}
    call("2024-05-01", body)
    assert body == {"name": "Ada Lovelace", "limit": 5}


def without_title(body):
    del body["owner"]["title"]
    return body


def with_title(rows):
    for row in rows:
        row["owner"]["title"] = None
    return rows


NESTED = Api("2024-05-01", (Change("2025-02-01", without_title, with_title),), {})


def test_converters_reach_into_copies_alone_and_answers_may_be_lists():
    asked, kept = {"owner": {"title": "Dr"}}, [{"owner": {"id": 1}}, {"owner": {"id": 2}}]
    seen = []
    answer, _ = NESTED.call("2024-05-01", asked, lambda body: seen.append(body) or kept, TODAY)
    assert seen == [{"owner": {}}]
    assert answer == [{"owner": {"id": 1, "title": None}}, {"owner": {"id": 2, "title": None}}]
    assert asked == {"owner": {"title": "Dr"}}  # the client's
    assert kept == [{"owner": {"id": 1}}, {"owner": {"id": 2}}]  # perhaps from a cache
