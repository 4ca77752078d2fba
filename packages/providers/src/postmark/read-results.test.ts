import { describe, expect, it } from "vitest";
import type { SendOutcome } from "../send-outcome.ts";
import { mail } from "./postmark-server.fixture.ts";
import { readResults } from "./read-results.ts";

const mails = [0, 1, 2].map((index) => mail(index));
const accepted = (index: number, change: object = {}) => ({
  To: `person${index}@mail.example`,
  MessageID: `m-${index}`,
  SubmittedAt: "2026-11-22T12:00:00Z",
  ErrorCode: 0,
  Message: "OK",
  ...change,
});
const inactive = { ErrorCode: 406, Message: "You tried to send to an inactive recipient." };

/** What became of each mail, in the order of the batch: the provider's id, or the status. */
function told(outcome: SendOutcome): string[] {
  if (outcome.outcome !== "results") return [outcome.outcome];
  return outcome.results.map((result) =>
    result.status === "accepted" ? result.providerMessageId : result.status,
  );
}

describe("results are matched by address, not by place alone", () => {
  it.each<[string, unknown[], string[]]>([
    ["in order", [accepted(0), inactive, accepted(2)], ["m-0", "rejected", "m-2"]],
    ["reordered", [accepted(2), accepted(0), accepted(1)], ["m-0", "m-1", "m-2"]],
    [
      "reordered around a refusal that names nobody",
      [accepted(2), inactive, accepted(0)],
      ["m-0", "unanswered", "m-2"],
    ],
    [
      "reordered, with a refusal that names its address",
      [
        accepted(2),
        { ErrorCode: 406, Message: "Found inactive addresses: person1@mail.example." },
        accepted(0),
      ],
      ["m-0", "rejected", "m-2"],
    ],
    ["too short", [accepted(0), accepted(2)], ["m-0", "unanswered", "m-2"]],
    [
      "short, with a refusal that could be either's",
      [accepted(0), inactive],
      ["m-0", "unanswered", "unanswered"],
    ],
    ["too long", [accepted(0), accepted(1), accepted(2), accepted(9)], ["m-0", "m-1", "m-2"]],
    ["long, with a refusal", [accepted(0), inactive, accepted(2), accepted(1)], ["m-0", "m-1", "m-2"]],
    [
      "with garbage in the middle",
      [accepted(0), { ErrorCode: "none" }, accepted(2)],
      ["m-0", "unanswered", "m-2"],
    ],
    ["with null in the middle", [accepted(0), null, accepted(2)], ["m-0", "unanswered", "m-2"]],
    [
      "an acceptance and then a refusal for the same",
      [accepted(0), accepted(1), accepted(1, inactive)],
      ["m-0", "m-1", "unanswered"],
    ],
    [
      "accepted without an id",
      [accepted(0, { MessageID: null }), accepted(1), accepted(2)],
      ["unanswered", "m-1", "m-2"],
    ],
    [
      "with other cases and names",
      [
        accepted(0, { To: "PERSON0@Mail.Example" }),
        accepted(1, { To: "Ann <person1@mail.example>" }),
        accepted(2),
      ],
      ["m-0", "m-1", "m-2"],
    ],
    [
      "without any address, as long as the batch",
      [0, 1, 2].map((i) => accepted(i, { To: undefined })),
      ["m-0", "m-1", "m-2"],
    ],
    ["of strangers", [accepted(7), accepted(8), accepted(9)], ["unavailable"]],
    ["empty", [], ["unavailable"]],
  ])("%s", (_name, body, expected) => {
    expect(told(readResults(mails, body))).toEqual(expected);
  });

  it.each([null, "OK", { Message: "fine" }, 7])("%o is no answer: the provider is to be asked", (body) => {
    expect(readResults(mails, body)).toMatchObject({ outcome: "unavailable", ambiguous: true });
  });

  it("knows a domain in both of its spellings, and two mails of one mailbox by their places", () => {
    const umlaut = [mail(0, { to: "a@xn--mller-kva.example" })];
    expect(told(readResults(umlaut, [accepted(0, { To: "a@m\u00fcller.example" })]))).toEqual(["m-0"]);
    const twice = [mail(0, { to: "x@y.example" }), mail(1, { to: "x@y.example" })];
    const replies = [0, 1].map((index) => accepted(index, { To: "x@y.example" }));
    expect(told(readResults(twice, replies))).toEqual(["m-0", "m-1"]);
  });
});
