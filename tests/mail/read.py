"""Reads what the mail server kept, with parsers that are none of ours, and prints it as JSON.

    read.py FOLDER END    one line for each message to a recipient whose address ends with END
"""

import email
import email.policy
import json
import pathlib
import sys

import icalendar

FOLDER, END = pathlib.Path(sys.argv[1]), sys.argv[2]


def calendar(part):
    text = part.get_content()
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    found = icalendar.Calendar.from_ical(text)
    events = [event for event in found.walk("VEVENT")]
    assert len(events) == 1, "one entry in each file"
    event = events[0]
    start = event["DTSTART"]
    people = event.get("ATTENDEE", [])
    people = people if isinstance(people, list) else [people]
    return {
        "method": str(found["METHOD"]),
        "method_of_part": part.get_param("method"),
        "zones": [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")],
        "components": [part.name for part in found.walk()],
        "properties": sorted(event.keys()),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "starts": start.dt.isoformat(),
        "zone": start.params.get("TZID"),
        "ends": event["DTEND"].dt.isoformat(),
        "summary": str(event["SUMMARY"]),
        "place": str(event["LOCATION"]),
        "status": str(event["STATUS"]),
        "organizer": str(event["ORGANIZER"]),
        "attendees": [str(person) for person in people],
        "text": text,
    }


def decoded(message):
    """Everything that is said in it: the value of each header, and each part, as they are meant."""
    for part in message.walk():
        yield from map(str, part.values())
        if not part.is_multipart():
            content = part.get_content()
            yield content if isinstance(content, str) else content.decode("utf-8", "replace")


for file in sorted(FOLDER.iterdir()):
    if not file.name.removesuffix(".jsonl").endswith(END):
        continue
    for line in file.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        message = email.message_from_string(kept["message"], policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        words = {part.get_content_type(): part.get_content() for part in parts}
        files = [part for part in parts if part.get_content_disposition() == "attachment"]
        print(
            json.dumps(
                {
                    "envelope_from": kept["from"],
                    "envelope_to": kept["recipients"],
                    "headers": [name.lower() for name in message.keys()],
                    "message_id": message["Message-ID"],
                    "from": message["From"],
                    "to": message["To"],
                    "subject": message["Subject"],
                    "date": message["Date"],
                    "types": [part.get_content_type() for part in parts],
                    "plain": words.get("text/plain", ""),
                    "html": words.get("text/html", ""),
                    "files": [part.get_filename() for part in files],
                    "calendars": [calendar(part) for part in files],
                    "decoded": list(decoded(message)),
                    "raw": kept["message"],
                }
            )
        )
