import { expect, it } from "vitest";
import { listSent } from "./list-sent.ts";
import { json, message, page, sidOf, startServer } from "./twilio-server.fixture.ts";

const asked = { from: "+12025550100", since: new Date("2026-11-29T12:00:00Z") };

it("O4 lists what left our number since then, with the words as they were given; hidden ones are none", async () => {
  await using server = await startServer((_request, _body, response) =>
    json(
      response,
      200,
      page([
        message(1, { body: "Sent from your Twilio trial account - Hello\r\nMaria " }),
        message(2, { body: "********" }),
        message(3, { direction: "inbound" }),
        message(4, { date_created: "Sun, 29 Nov 2026 11:00:00 +0000" }),
      ]),
    ),
  );
  const listed = await listSent(server.settings, asked);
  expect(listed).toMatchObject({
    ...{ outcome: "listed", partial: false },
    texts: [
      { providerMessageId: sidOf(1), to: "+12025550111", words: "Hello\nMaria" },
      { providerMessageId: sidOf(2), words: null },
    ],
  });
  expect(new URL(server.seen[0]?.url ?? "", "http://x").searchParams.get("From")).toBe(asked.from);
});
