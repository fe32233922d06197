"""How typed values are read, and how the others are refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle.review.reading import UnreadableValue, read, read_day

UNITS = ["%", "GBP", "days", "minutes", "kg", "tCO2e", "number", "per 100,000", "hours"]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,234", "number", "1234"),
        ("1234.5", "number", "1234.5"),
        ("1,234.50", "number", "1234.50"),
        (" 0 ", "number", "0"),
        ("0", "%", "0"),
        ("-0", "number", "0"),
        ("007", "number", "7"),
        (".5", "%", "0.5"),
        ("£1.2m", "GBP", "1200000"),
        ("£1.2 million", "GBP", "1200000"),
        ("1.2 million", "GBP", "1200000"),
        ("1.2 million pounds", "GBP", "1200000"),
        ("£350k", "GBP", "350000"),
        ("-£350k", "GBP", "-350000"),
        ("£-350", "GBP", "-350"),
        ("(£1.2m)", "GBP", "-1200000"),
        ("£2bn", "GBP", "2000000000"),
        ("GBP 1,200", "GBP", "1200"),
        ("£ 1,200,000.00", "GBP", "1200000"),
        ("52k", "number", "52000"),
        ("1.2 million", "number", "1200000"),
        ("95%", "%", "95"),
        ("95 %", "%", "95"),
        ("95.25 per cent", "%", "95.25"),
        ("95.23809523809524", "%", "95.23809523809524"),
        ("(3.4)", "%", "-3.4"),
        ("(3.4)%", "%", "-3.4"),
        ("-3.4", "%", "-3.4"),
        ("−3.4", "%", "-3.4"),
        ("–3.4", "%", "-3.4"),
        ("+3.4", "%", "3.4"),
        ("3 days", "days", "3"),
        ("1 Day", "days", "1"),
        ("12.5 minutes", "minutes", "12.5"),
        ("4 mins", "minutes", "4"),
        ("440kg", "kg", "440"),
        ("1,900 tCO2e", "tCO2e", "1900"),
        ("48.2 per 100,000", "per 100,000", "48.2"),
        ("3 hours", "hours", "3"),
        ("1\u00a0234", "number", "1234"),
        ("1\u202f234\u202f567.5", "number", "1234567.5"),
        ("\u00a095\u00a0%\u00a0", "%", "95"),
        ("\ufeff95.2\u200b", "%", "95.2"),
        ("\u202e95", "%", "95"),
        ("９５．２％", "%", "95.2"),
    ],
)
def test_what_officers_write_is_understood(text, unit, value):
    assert read(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("12,5", "%", "“12,5” could be read in more than one way: write decimals with a point"),
        ("1,23", "number", "more than one way"),
        ("1234,567", "number", "more than one way"),
        ("1\u00a0234,5", "number", "cannot be read as one number"),
        ("1 234", "number", "type the number alone and in full, for example 1,234"),
        ("1.234.5", "number", "more than one way"),
        ("abc", "%", "“abc” is not a number: type a number, or choose Not applicable"),
        ("", "%", "Type the value, for example 95.2; zero too must be typed."),
        (" \u00a0\u200b\n", "GBP", "Type the value, for example £1,200,000 or £1.2m"),
        ("95 days", "%", "“95 days” is in days, and this must be a percentage: type it so, for"),
        ("95%", "days", "“95%” is a percentage, and this must be in days"),
        ("£350k", "number", "“£350k” is in pounds, and this must be a plain number"),
        ("$350", "GBP", "in dollars"),
        ("2 hours", "minutes", "“2 hours” is in hours, and this must be in minutes"),
        ("12 tonnes", "kg", "in tonnes"),
        ("5m", "minutes", "type the number alone and in full"),
        ("95k", "%", "type the number alone and in full"),
        ("£95%", "%", "type the number alone"),
        ("95%%", "%", "type the number alone"),
        ("12 of 15", "number", "type the number alone"),
        ("12 homes", "number", "type the number alone"),
        ("10-12", "number", "type the number alone"),
        ("--5", "number", "type the number alone"),
        ("(-3.4)", "%", "type the number alone"),
        ("£-", "GBP", "is not a number"),
        ("TBC", "%", "“TBC” is not a value: if there is none, choose Not applicable"),
        ("N/A", "number", "choose Not applicable or Not available yet"),
        ("nil", "number", "zero is 0"),
        ("-", "number", "choose Not applicable or Not available yet"),
        ("–", "number", "choose Not applicable or Not available yet"),
        ("To be confirmed", "number", "choose Not applicable or Not available yet"),
        ("NaN", "%", "is not a number"),
        ("Infinity", "%", "is not a number"),
        ("1e5", "number", "type the number alone and in full"),
        ("1_000", "number", "type the number alone and in full"),
        ("0x1F", "number", "type the number alone and in full"),
        ("=1+1", "number", "type the number that the formula gives"),
        ("=SUM(A1:A9)", "number", "type the number that the formula gives"),
        ("١٢", "number", "with the digits 0 to 9"),
        ("5²", "number", "with the digits 0 to 9"),
        ("½", "number", "with the digits 0 to 9"),
        ("9" * 21, "number", "too many digits"),
        ("9" * 5000, "number", "too long for a value"),
        ("a" * 5000, "number", "too long for a value"),
        ("95.2 but the contractor disputes it and says that it is 97.1 or so", "%", "too long"),
    ],
)
def test_what_could_mean_something_else_is_refused_with_what_to_do(text, unit, says):
    with pytest.raises(UnreadableValue) as refusal:
        read(text, unit)

    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_million_is_exact():
    assert read("0.12345678901234567m", "GBP") == Decimal("123456.78901234567")


@given(
    st.text(max_size=80) | st.text("0129.,£%()-−= kmdays\u00a0٣", max_size=12),
    st.sampled_from(UNITS),
)
@settings(max_examples=150, deadline=None, database=None)
def test_any_text_is_a_finite_number_or_a_sentence(text, unit):
    try:
        value = read(text, unit)
    except UnreadableValue as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017, any text may be refused
    else:
        assert value.is_finite()


@pytest.mark.parametrize(
    "text", ["2026-10-30", "30/10/2026", "30 October 2026", "30 Oct 2026", " 30th  october, 2026"]
)
def test_a_day_may_be_written_in_the_usual_ways(text):
    assert read_day(text) == date(2026, 10, 30)


@pytest.mark.parametrize("text", ["", "soon", "10/30/2026", "31 September 2026", "30/10/26", "٣"])
def test_another_day_is_asked_for(text):
    with pytest.raises(UnreadableValue, match="Write the day as"):
        read_day(text)
