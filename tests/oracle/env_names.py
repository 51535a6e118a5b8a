# SPDX-License-Identifier: MIT
"""The entries of .env files by regular expressions over the whole text.

Prints "== path", then "line active|commented NAME" for each entry. It is an
independent reading of lib/parse/dotenv.h, for tests/unit/test_dotenv_oracle.c.
"""
import re
import sys

B = r"[ \t\r\f\v]"  # a blank
NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
ENTRY = rf"{B}*(?:export{B}+)?({NAME}){B}*="
COMMENTED = re.compile(rf"{B}*\#[#\ \t\r\f\v]*({NAME})=")
ACTIVE = re.compile(ENTRY)

# Lines that a value over several lines may hold.
INSIDE = rf"(?!{B}*\#)(?!{ENTRY.replace('(' + NAME + ')', NAME)})"
BASE64 = rf"[A-Za-z0-9+/]+={{1,2}}{B}*"


def part(quote):
    """A character inside of quotes."""
    return rf"(?:\\[^\n]|\\(?={B}*\n)|[^{quote}\\\n])"


def pem(quote):
    """From the first to the last line of a PEM block inside of quotes."""
    line = rf"(?:(?!-----END){part(quote)})*"
    return re.compile(
        rf"-----BEGIN{line}\n(?:(?:{BASE64}|{INSIDE}{line})\n)*{INSIDE}{line}-----END"
    )


def over_lines(quote):
    """From the quote to its partner on a later line."""
    inside = rf"{INSIDE}{part(quote)}*"
    return re.compile(rf"[^{quote}\n]*\n(?:{inside}\n)*{inside}{quote}[^\n]*(?:\n|\Z)")


PEM = {quote: pem(quote) for quote in "'\"`"}
OVER_LINES = {quote: over_lines(quote) for quote in "'\"`"}


def masked(text, quote):
    """The text with the padding inside of PEM blocks blotted out."""

    def blot(match):
        lines = match.group().split("\n")
        body = [line.replace("=", "~") if re.fullmatch(BASE64, line) else line for line in lines]
        return "\n".join(body)

    return PEM[quote].sub(blot, text)


def entries(text):
    masks = {quote: masked(text, quote) for quote in PEM}
    at, found = 0, []
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line, behind = text[at:end], end + 1
        commented, active = COMMENTED.match(line), ACTIVE.match(line)
        number = text.count("\n", 0, at) + 1
        if commented:
            found.append((number, "commented", commented.group(1)))
        elif active:
            found.append((number, "active", active.group(1)))
            value = re.compile(rf"{B}*(['\"`])").match(text, at + active.end(), end)
            if value and value.group(1) not in text[value.end():end]:
                rest = OVER_LINES[value.group(1)].match(masks[value.group(1)], value.end())
                behind = rest.end() if rest else behind
        at = behind
    return found


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-8-sig", "replace")
        print("==", path)
        for entry in entries(text):
            print(*entry)


if __name__ == "__main__":
    main()
