"""Articles written over HTTP."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from searchapp import settings
from searchapp.archive import open_or_create
from searchapp.lock import write_lock
from searchapp.tokens import Tokens
from searchapp.web import writing as writing_module
from searchapp.web.app import create_app
from searchapp.web.writing import Writing
from searchapp.writing import Writer

GAS = {"id": "gas", "title": "Gas talks", "text": "Sergei Lavrov met the European Union."}


class Api:
    """A client with a token."""

    def __init__(self, folder, lock_wait=0):
        held = settings.load({"index": str(folder), "lock_wait": lock_wait}, {}, folder.parent)
        archive = open_or_create(held)
        self.folder, self.tokens = folder, Tokens(folder)
        self.app = create_app(archive.engine, held, Writing(Writer(held), self.tokens))
        self.client = self.app.test_client()
        _, self.token = self.tokens.add("test", ["read", "write"])

    def ask(self, method, path, status=200, body=None, **headers):
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, str | bytes | None) else json.dumps(body)
        sent = {name: value for name, value in sent.items() if value is not None}
        answer = self.client.open(path, method=method, data=data, headers=sent)
        assert answer.status_code == status, answer.text
        self.headers = answer.headers
        return json.loads(answer.text)


@pytest.fixture
def api(tmp_path):
    return Api(tmp_path / "index")


def test_one_article_is_added_and_found(api):
    """An article is found as soon as it is acknowledged; again it is unchanged."""
    answer = api.ask("POST", "/api/v1/articles", 201, GAS)
    assert (answer["id"], answer["status"]) == ("gas", "added")
    assert api.headers["Location"] == "/api/v1/articles/gas"
    assert api.ask("GET", "/api/v1/search?q=lavrov")["total"] == 1
    assert api.ask("GET", "/api/v1/status")["revision"] == answer["revision"]
    assert api.ask("POST", "/api/v1/articles", 200, GAS)["status"] == "unchanged"


def test_a_list_tells_what_became_of_each(api):
    """Counts, and for each article its id or why it was refused."""
    answer = api.ask("POST", "/api/v1/articles", 200, [GAS, {"title": ""}])
    assert (answer["added"], answer["refused"]) == (1, 1)
    assert answer["articles"][1]["code"] == "no-text"


def test_json_lines_are_read_line_by_line(api):
    """Blank lines are passed over, a bad one is refused, and the others are written."""
    body = "\n".join([json.dumps(GAS), "", "{not json", json.dumps({"text": "b"})])
    answer = api.ask("POST", "/api/v1/articles", 200, body, Content_Type="application/x-ndjson")
    assert [item["status"] for item in answer["articles"]] == ["added", "refused", "added"]


def test_a_line_that_is_too_long_is_passed_over(api, monkeypatch):
    """A line beyond the bound is refused without being held, and the next one is read."""
    monkeypatch.setattr(writing_module, "MOST_LINE", 100)
    body = json.dumps({"text": "x" * 500}) + "\n" + json.dumps(GAS)
    answer = api.ask("POST", "/api/v1/articles", 200, body, Content_Type="application/x-ndjson")
    assert [item.get("code") for item in answer["articles"]] == ["too-large", None]


def test_an_article_is_put_under_its_id_and_removed(api):
    """PUT makes and replaces, DELETE removes; ids may hold slashes."""
    path = "/api/v1/articles/wire/2014/gas"
    assert api.ask("PUT", path, 201, {"text": "Gas rose."})["id"] == "wire/2014/gas"
    assert api.ask("PUT", path, 200, {"text": "Gas fell."})["status"] == "changed"
    assert api.ask("GET", path)["text"] == "Gas fell."
    assert api.ask("DELETE", path)["status"] == "removed"
    assert api.ask("DELETE", path, 404)["code"] == "not-found"
    assert api.ask("PUT", path, 400, {"id": "other", "text": "x"})["parameter"] == "id"


def test_a_key_makes_a_repeat_harmless(api):
    """The same request with the same key is answered as before; another one with it is refused."""
    first = api.ask("POST", "/api/v1/articles", 201, GAS, Idempotency_Key="k")
    assert api.ask("POST", "/api/v1/articles", 201, GAS, Idempotency_Key="k") == first
    assert api.ask("POST", "/api/v1/articles", 422, [GAS], Idempotency_Key="k")["code"] == "key-reused"
    removed = api.ask("DELETE", "/api/v1/articles/gas", Idempotency_Key="k2")
    assert api.ask("DELETE", "/api/v1/articles/gas", Idempotency_Key="k2") == removed
    assert api.ask("POST", "/api/v1/articles", 400, GAS, Idempotency_Key="")["parameter"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/v1/articles"), ("PUT", "/api/v1/articles/a"), ("DELETE", "/api/v1/articles/a")]
)
def test_nothing_is_written_without_a_token_that_may(api, method, path):
    """No token and a wrong one are 401 with the way to ask, a reader's is 403."""
    for given in (None, "Bearer wrong", "Basic x", f"Bearer {api.token}x"):
        assert api.ask(method, path, 401, GAS, Authorization=given)["code"] == "unauthorized"
        assert api.headers["WWW-Authenticate"].startswith("Bearer")
    _, reader = api.tokens.add("reader", ["read"])
    assert api.ask(method, path, 403, GAS, Authorization=f"Bearer {reader}")["code"] == "forbidden"
    assert api.ask("GET", "/api/v1/status")["articles"] == 0


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "bad-request"),
        ("[" * 100_000, "application/json", 400, "bad-request"),
        ("text", "text/plain", 415, "wrong-type"),
        ("7", "application/json", 422, "bad-json"),
        ("{}", "application/json", 422, "no-text"),
    ],
)
def test_bodies_that_are_no_articles_are_refused(api, body, kind, status, code):
    """Each refusal is a problem with its code."""
    problem = api.ask("POST", "/api/v1/articles", status, body, Content_Type=kind)
    assert (problem["code"], problem["status"]) == (code, status)


def test_a_body_that_is_too_large_says_how_else(api, monkeypatch):
    """One JSON text is bounded; JSON Lines are not."""
    monkeypatch.setattr(writing_module, "MOST_JSON", 10)
    problem = api.ask("POST", "/api/v1/articles", 413, GAS)
    assert problem["code"] == "too-large" and "x-ndjson" in problem["detail"]


def test_a_locked_archive_says_when_to_come_again(api):
    """While another process writes, the answer is 503 with Retry-After, and reading goes on."""
    with write_lock(api.folder, 0):
        assert api.ask("POST", "/api/v1/articles", 503, GAS)["code"] == "archive-locked"
        assert int(api.headers["Retry-After"]) > 0
        assert api.ask("GET", "/api/v1/search")["total"] == 0


def test_writers_at_once_wait_for_each_other(tmp_path):
    """Many at once lose nothing, while others read."""
    api = Api(tmp_path / "index", lock_wait=60)
    head = {"Authorization": f"Bearer {api.token}"}

    def work(number):
        client = api.app.test_client()
        put = [
            client.put(f"/api/v1/articles/{number}-{n}", json={"text": f"Oil {number} {n}"}, headers=head).status_code
            for n in range(3)
        ]
        return [*put, client.get("/api/v1/search?q=oil").status_code]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [[201, 201, 201, 200]] * 8
    assert api.ask("GET", "/api/v1/search?q=oil&copies=all")["total"] == 24


def test_without_a_writer_there_is_nothing_to_write_to(browser):
    """An application that only reads refuses the method."""
    assert browser.client.post("/api/v1/articles").status_code in (404, 405)
    assert browser.client.delete("/api/v1/articles/gas-talks").status_code == 405
