"""Signs and codes of currencies, the same in every language; their names are each language's."""

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "€": "EUR",
    "US$": "USD",
    "$US": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "$CA": "CAD",
    "A$": "AUD",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₦": "NGN",
    "EUR": "EUR",
    "USD": "USD",
    "CAD": "CAD",
    "GBP": "GBP",
    "CHF": "CHF",
    "JPY": "JPY",
    "CNY": "CNY",
    "MAD": "MAD",
    "DHS": "MAD",
    "Dhs": "MAD",
    "DH": "MAD",
    "TND": "TND",
    "DZD": "DZD",
    "EGP": "EGP",
    "NGN": "NGN",
    "ZAR": "ZAR",
    "KES": "KES",
    "XOF": "XOF",
    "XAF": "XAF",
    "FCFA": "XOF",
}
"""Codes of ISO 4217 by what is written; a bare dollar is the American one."""
