import { afterAll, beforeAll, expect, it } from "vitest";
import { mail } from "../testing/mail.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

const accepted = (token: string) => simulator.call("GET", `/_ledger/summary?token=${token}`);

it.each([
  ["429", { statusCode: 429 }, 0],
  ["5xx-before", { statusCode: 500 }, 0],
  ["5xx-after", { statusCode: 500 }, 1],
  ["reset-before", { statusCode: 0 }, 0],
  ["reset-after", { statusCode: 0 }, 1],
  ["hang-before", { statusCode: 0 }, 0],
  ["hang-after", { statusCode: 0 }, 1],
] as const)("does %s to the second request only", async (kind, error, taken) => {
  const client = await simulator.client(`fault-${kind}`);
  const next = [{ kind, skip: 1, times: 1 }];
  await simulator.call("PUT", "/_faults", { tokens: { [`fault-${kind}`]: { next, hangMs: 200 } } });
  await client.sendEmail(mail("none@example.com"));
  await expect(client.sendEmail(mail("none@example.com"))).rejects.toMatchObject(error);
  expect(await accepted(`fault-${kind}`)).toMatchObject({ accepted: 1 + taken });
  await client.sendEmail(mail("none@example.com"));
  expect(await accepted(`fault-${kind}`)).toMatchObject({ accepted: 2 + taken });
});

it("says when to come again after 429, and any Postmark code one asks for", async () => {
  await simulator.client("codes");
  const next = [
    { kind: "429" },
    { kind: "error", status: 422, errorCode: 412, message: "Your account is pending." },
  ];
  await simulator.call("PUT", "/_faults", { tokens: { codes: { next, retryAfterSeconds: 7 } } });
  const send = () =>
    fetch(`${simulator.url}/email`, {
      method: "POST",
      headers: { "x-postmark-server-token": "codes" },
      body: JSON.stringify(mail("none@example.com")),
    });
  const limited = await send();
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await (await send()).json()).toEqual({ ErrorCode: 412, Message: "Your account is pending." });
});

it("forces outcomes, merges knobs, resets one by null and all by DELETE", async () => {
  const client = await simulator.client("knobs");
  await simulator.call("PUT", "/_faults", { outcomes: { "@none.example": "none" }, latencyMs: 5 });
  await simulator.call("PUT", "/_faults", { outcomes: { "x@b.example": "bounce" }, latencyMs: null });
  await client.sendEmailBatch([mail("any@none.example"), mail("x@b.example")]);
  expect(await accepted("knobs")).toMatchObject({ byOutcome: { none: 1, bounce: 1 } });
  expect(await simulator.call("GET", "/_faults")).toMatchObject({ latencyMs: 0 });
  expect(await simulator.call("DELETE", "/_faults")).toMatchObject({ outcomes: {} });
  await expect(simulator.call("PUT", "/_faults", { latency: 5 })).rejects.toThrow(/422/);
});
