"""The request: parameters to state and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.errors import ParameterError
from searchapp.fields import FACETS
from searchapp.query.request import Filter, SearchRequest, parse

values = st.lists(st.text("abc é/&=+", min_size=1).filter(str.strip), max_size=3, unique=True).map(tuple)
filters = st.builds(Filter, values, values, values, st.booleans())
requests = st.builds(
    SearchRequest,
    query=st.text('ab ":*', max_size=20).filter(lambda text: not text or text.strip()).map(str.strip),
    filters=st.dictionaries(st.sampled_from(FACETS), filters.filter(lambda f: not f.empty)),
    date_from=st.sampled_from(["", "2014", "2014-02"]),
    date_to=st.sampled_from(["", "2016-02-29"]),
    sort=st.sampled_from([None, "date", "-date", "relevance"]),
    page=st.integers(1, 50),
    per_page=st.integers(1, 100),
    facets=st.sampled_from([FACETS, (), FACETS[:2]]),
    facet_size=st.integers(1, 100),
)


@settings(max_examples=300, deadline=None)
@given(requests)
def test_params_and_back(request):
    """The parameters of a request mean that request again."""
    assert parse(request.params()) == request


@pytest.mark.parametrize(
    ("pairs", "parameter"),
    [
        ([("colour", "red")], "colour"),
        ([("people.any", "A")], "people.any"),
        ([("q", "a"), ("q", "b")], "q"),
        ([("q", "a" * 10_001)], "q"),
        ([("date.from", "last week")], "date.from"),
        ([("date.to", "2014-02-30")], "date.to"),
        ([("sort", "random")], "sort"),
        ([("page", "0")], "page"),
        ([("page", "-1")], "page"),
        ([("page", "²")], "page"),
        ([("per_page", "101")], "per_page"),
        ([("facet", "colour")], "facet"),
        ([("facet.size", "x")], "facet.size"),
        ([("people.missing", "yes")], "people.missing"),
        ([("people", f"p{n}") for n in range(201)], "people"),
    ],
)
def test_refused(pairs, parameter):
    """An unknown parameter or a value that cannot be is refused, and the parameter named."""
    with pytest.raises(ParameterError) as caught:
        parse(pairs)
    assert caught.value.parameter == parameter
    assert parameter in str(caught.value) or parameter == "people"


def test_empty_values_are_as_none():
    """A form's empty fields ask for nothing."""
    assert parse([("q", ""), ("people", " "), ("date.from", ""), ("sort", "")]) == SearchRequest()


def test_halves_of_characters_are_replaced():
    """A lone surrogate, which no text can have, becomes the sign for what cannot be read; a pair is its character."""
    asked = parse([("q", "oil \udcff"), ("people", "\ud83d\ude00")])
    assert asked == SearchRequest("oil \ufffd").add("people", "😀")


def test_changes_give_new_requests():
    """Adding or removing a filter leaves the old request as it was and begins at the first page."""
    before = SearchRequest("oil", page=3)
    after = before.add("people", "A").add("people", "B", "not").add("people", "A", "all")
    assert before.filters == {} and before.page == 3
    assert after.filter("people") == Filter(all=("A",), none=("B",)) and after.page == 1
    assert after.remove("people", "A").remove("people", "B") == before.at_page(1)


def test_order_in_force():
    """Without a sort, words are answered by relevance and no words by the newest."""
    assert SearchRequest("oil").order == "relevance"
    assert SearchRequest("  ").order == "-date"
    assert SearchRequest("oil", sort="date").order == "date"
