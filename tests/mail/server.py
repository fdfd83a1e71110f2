"""A mail server for tests, which behaves as the address it is given says.

    server.py FOLDER    prints its port, then serves until it is stopped

What stands before the first dot of a recipient's address is how it is treated:
    bad    refused for good (550)
    busy   put off twice (451), then taken
    cut    taken, and the connection cut before the answer, the first time
    hang   no answer at all, the first time
    slow   answered after twelve seconds, the first time
    any other: taken
A message that is taken is kept in FOLDER, in a file for its recipient, one line of JSON each.
"""

import asyncio
import collections
import json
import pathlib
import sys

from aiosmtpd.smtp import SMTP

FOLDER = pathlib.Path(sys.argv[1])
TRIES = collections.Counter()
CUT = set()


class Behaving:
    async def handle_RCPT(self, server, session, envelope, address, options):
        how = address.split(".", 1)[0]
        TRIES[address] += 1
        first = TRIES[address] == 1
        if how == "bad":
            return "550 5.1.1 no such mailbox"
        if how == "busy" and TRIES[address] <= 2:
            return "451 4.3.2 try again"
        if how == "hang" and first:
            await asyncio.sleep(60)
        if how == "slow" and first:
            await asyncio.sleep(12)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            line = json.dumps(
                {
                    "from": envelope.mail_from,
                    "recipients": envelope.rcpt_tos,
                    "message": envelope.content.decode("utf-8", "surrogateescape"),
                }
            )
            with open(FOLDER / f"{address}.jsonl", "a", encoding="utf-8") as kept:
                kept.write(line + "\n")
            if address.startswith("cut.") and address not in CUT:
                CUT.add(address)
                server.transport.abort()
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Behaving(), enable_SMTPUTF8=True, timeout=120), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
