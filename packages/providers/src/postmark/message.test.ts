import { expect, it } from "vitest";
import { toMessage } from "./message.ts";
import { mail } from "./postmark-server.fixture.ts";

it("T40 an id of ours is kept by Postmark, and what came before it is named, the nearest as what it answers", () => {
  const { Headers } = toMessage(mail(1, { messageId: "c@ours", references: ["a@ours", "b@ours"] }));
  expect(Headers).toEqual(
    expect.arrayContaining([
      { Name: "Message-ID", Value: "<c@ours>" },
      { Name: "X-PM-KeepID", Value: "true" },
      { Name: "In-Reply-To", Value: "<b@ours>" },
      { Name: "References", Value: "<a@ours> <b@ours>" },
    ]),
  );
});
