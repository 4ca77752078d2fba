import { afterAll, beforeAll, expect, it } from "vitest";
import { mail } from "../testing/mail.ts";
import { Simulator } from "../testing/start-simulator.ts";

const simulator = new Simulator();
beforeAll(() => simulator.start());
afterAll(() => simulator.remove());

const page = async (path: string) => (await fetch(simulator.url + path)).text();

it("lists mail, finds it by words or mailbox, and escapes what senders write", async () => {
  const client = await simulator.client("outbox");
  const batch = Array.from({ length: 50 }, (_, at) =>
    mail(`none${at}@example.com`, { Subject: `Note ${at}` }),
  );
  await client.sendEmailBatch([
    ...batch,
    mail("none@evil.example", { Subject: "<script>alert(1)</script>" }),
  ]);
  const first = await page("/outbox");
  expect(first).toContain("&lt;script&gt;alert(1)");
  expect(first).not.toContain("none3@example.com");
  expect(first).toContain("Older");
  expect(await page("/outbox?q=note+3")).toContain("none3@example.com");
  const mailbox = await page("/outbox?q=none7@example.com");
  expect(mailbox).toContain("Note 7");
  expect(mailbox).not.toContain("Note 17");
  expect(await (await fetch(`${simulator.url}/outbox/newer?since=48`)).json()).toEqual({ newer: 2 });
});

it("shows a mail in a frame without scripts, its links going through the tracker", async () => {
  const client = await simulator.client("outbox");
  const { MessageID } = await client.sendEmail(mail("none@example.com"));
  const path = `/outbox/m/${MessageID}`;
  expect(await page(path)).toContain("sandbox=");
  const body = await fetch(`${simulator.url}${path}/body`);
  expect(body.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await body.text()).toContain(`href="${path}/go?link=0"`);
  const sentOn = await fetch(`${simulator.url}${path}/go?link=0`, { redirect: "manual" });
  expect([sentOn.status, sentOn.headers.get("location")]).toEqual([302, "https://example.org/a?x=1&y=2"]);
  expect(await page(`${path}/events`)).toContain("Clicked");
  expect(await page(`${path}?tab=headers`)).toContain("X-PM-Message-Stream");
  expect((await fetch(`${simulator.url}/outbox/m/nothing`)).status).toBe(404);
});

it("takes no acts from other sites", async () => {
  const answer = await fetch(`${simulator.url}/_act`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status).toBe(403);
});
