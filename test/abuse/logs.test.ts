import fs, { readFileSync } from "node:fs";
import { join } from "node:path";
import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import {
  appUrl,
  authSecret,
  type TestOrganisation,
  TestWorld,
  webhookPasswordOf,
} from "../support/open-world.ts";
import { environmentWebhook } from "../support/serve-api.ts";
import { signIn as signInNew } from "../support/sign-in.ts";
import type { TestWorker } from "../support/start-worker.ts";
import { cookiesOf, signIn } from "./sign-in-doors.ts";

/** Words that stand nowhere but where this test puts them. */
const firstName = "Zyxabelle";
const lastName = "Quorndahl";
const address = "zyxabelle.q@quorn.example";
const text = "Marmaladenfest";
const typed = "wrong password xyzzy-plugh";

/** What the api's lines are known by: it runs in this process, too. */
const ofApi = '"service":"api"';

const services = inject("services");
const world = new TestWorld(services);
let web: TestWeb;
let worker: TestWorker;
let organisation: TestOrganisation;
let organisationId = "";
let printed = "";
let takeWritten = (): string[] => [];

beforeAll(async () => {
  await world.open();
  // Every statement is one too slow: what is logged of it must carry no value.
  const { rows } = await world.owner.query("select current_database() as name");
  await world.owner.query(`alter database ${rows[0].name} set log_min_duration_statement = 0`);
  // How the logger writes, whichever way it is set.
  const spies = [vi.spyOn(fs, "write"), vi.spyOn(fs, "writeSync")];
  takeWritten = () =>
    spies.flatMap(({ mock }) =>
      mock.calls.filter(([fd]) => fd === 1 || fd === 2).map(([, said]) => String(said)),
    );
  const print = (...said: unknown[]) => {
    printed += `${said.join(" ")}\n`;
  };
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation(print);
  web = await openWeb(world, "trace");
  organisation = await world.organisation(3);
  organisationId = organisation.ctx.organisationId;
  await world.owner.query(
    "update customer set first_name = $2, last_name = $3, email = $4 where id = (select min(id::text)::uuid from customer where organisation_id = $1)",
    [organisationId, firstName, lastName, address],
  );
  worker = world.startWorker(undefined, { LOG_LEVEL: "trace" });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await web.close();
  await world.close();
});

it("C17 a campaign's whole life leaves no address, name, text, password or token in any log", async () => {
  const about = (recipient: string, kind: object) => ({
    Email: address,
    Recipient: address,
    Metadata: { recipient },
    ...kind,
  });
  const sent = await sendCampaign();
  const token = mintUnsubscribeToken({ organisationId, recipientId: sent }, authSecret);
  const bounce = {
    RecordType: "Bounce",
    Type: "HardBounce",
    BouncedAt: "2026-11-20T10:00:00Z",
    Inactive: true,
    Description: `No such user ${firstName}`,
    Details: `550 <${address}>: ${text}`,
  };
  expect((await web.webhook(organisationId, about(sent, bounce))).status).toBe(200);
  await web.openUnsubscribe(token);
  expect((await web.unsubscribe(token, "List-Unsubscribe=One-Click")).status).toBeLessThan(400);
  await web.unsubscribe(`${token}x`, text);
  await oddWebhooks(about);
  await writtenByEntities();
  const session = await signInsAndOuts();
  await refusedInputs();
  await worker.stop();

  const postgres = readFileSync(join(services.runDirectory, "logs", "postgres.log"), "utf8");
  const lines = [...takeWritten(), printed].flatMap((said) => said.split("\n"));
  const logs = {
    web: lines.filter((line) => !line.includes(ofApi)).join("\n"),
    api: lines.filter((line) => line.includes(ofApi)).join("\n"),
    worker: readFileSync(worker.logFile, "utf8"),
    postgres,
  };
  // Each has written something of it, or nothing would be proved.
  expect(logs.web).toContain('"route":"webhooks/postmark"');
  expect(logs.api).toContain('"route":"webhooks/postmark"');
  expect(logs.web).toContain('"path":"campaign.edit"');
  expect(logs.worker).toContain("the worker is running");
  expect(logs.postgres).toContain("duration: ");
  const secrets = {
    authSecret,
    webhook: webhookPasswordOf(organisationId),
    other: environmentWebhook.password,
  };
  const never = { firstName, lastName, address, text, typed, token, session, ...secrets };
  for (const [name, log] of Object.entries(logs))
    for (const [what, value] of Object.entries(never))
      for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString("base64")])
        expect(linesWith(log, form), `${what} in the log of ${name}`).toEqual([]);
});

/** A campaign to everybody. @returns the recipient whose name and address we know */
async function sendCampaign(): Promise<string> {
  const campaignId = await world.draft(organisation, `Hello {{first_name}}, ${text} is near.`);
  await world.confirm(organisation, campaignId, 3);
  // The provider's first answer repeats what it was sent.
  const next = [{ kind: "error", status: 500, message: `'To' ${address} ${firstName} ${text}` }];
  await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { next } } });
  await world.hurry(campaignId);
  await world.wake(organisation, campaignId);
  await world.status(campaignId, "sent");
  const { rows } = await world.owner.query(
    "select recipient.id from recipient join customer on customer.id = customer_id where broadcast_id = $1 and last_name = $2",
    [campaignId, lastName],
  );
  return rows[0].id;
}

async function oddWebhooks(about: (recipient: string, kind: object) => object): Promise<void> {
  const odd = [
    `{"Email":"${address}","Details":"${text}`,
    about(address, { RecordType: "Bounce", Type: firstName, BouncedAt: text, Details: `${text}\0` }),
    about(crypto.randomUUID(), {
      RecordType: "Delivery",
      DeliveredAt: "2026-11-20T10:00:00Z",
      Details: text,
    }),
    about("x", { RecordType: text, MessageID: address }),
    [address, { [address]: text }],
  ];
  for (const body of odd) {
    expect((await web.webhook(organisationId, body)).status).toBeLessThan(500);
    expect((await handOn(organisationId, JSON.stringify(body))).status).toBeLessThan(500);
  }
  expect((await web.webhook(organisationId, about("x", {}), { password: typed })).status).toBe(401);
  expect((await web.webhook(address, about("x", {}), { password: typed })).status).toBeLessThan(500);
}

/** The web's own address for events, which hands them on to the api. */
async function handOn(id: string, body: string): Promise<Response> {
  const { POST } = await import("../../apps/web/src/app/api/webhooks/postmark/[organisationId]/route.ts");
  const pair = Buffer.from(`${WEBHOOK_USER}:${webhookPasswordOf(id)}`).toString("base64");
  const headers = { "content-type": "application/json", authorization: `Basic ${pair}` };
  const request = new Request(`${appUrl}/api/webhooks/postmark/${id}`, { method: "POST", headers, body });
  return POST(request, { params: Promise.resolve({ organisationId: id }) });
}

/** Wrong ones and a right one. @returns the right one's session */
async function signInsAndOuts(): Promise<string> {
  for (const email of [address, `${firstName} <${address}>`, `${address}\0`])
    expect((await signIn(email, typed)).ok).toBe(false);
  expect(cookiesOf(await signIn(address, typed))).not.toContain("session_token");
  const session = (await signInNew(world, organisation, "owner")).get("cookie") ?? "";
  return session.split("=")[1]?.split(";")[0] ?? "";
}

/** What the front desk and the settings write, each by its verb. */
async function writtenByEntities(): Promise<void> {
  const owner = await web.as(organisation);
  const campaignId = await world.draft(organisation, text);
  const changes = { name: lastName, subject: text, preheader: `${text} ${firstName}` };
  await owner.campaign.edit({ campaignId, version: 2, changes });
  await owner.campaign.related.duplicate({ campaignId });
  await owner.campaign.entries.enter({ campaignId, list: "exclude", text: `${firstName} <${address}>` });
  await owner.delivery.sendPreview({ campaignId, version: 3, to: address });
  await owner.suppression.add({ value: address });
  const { senderName, senderEmail } = await owner.settings.get();
  const values = { senderName: `${firstName} ${lastName}`, senderEmail };
  await owner.settings.edit({ section: "sender", seen: { senderName, senderEmail }, values });
}

async function refusedInputs(): Promise<void> {
  const owner = await web.as(organisation);
  const campaignId = await world.draft(organisation);
  const refused: Promise<unknown>[] = [
    owner.campaign.edit({ campaignId, version: 2, changes: { bodyMarkdown: `${text} ${address}\0` } }),
    owner.campaign.edit({ campaignId, version: 9, changes: { subject: `${text} ${firstName}` } }),
    owner.campaign.edit({ campaignId: address, version: 2, changes: { name: lastName } }),
    owner.campaign.get({ campaignId: `${address} ${firstName}` }),
    owner.delivery.sendPreview({ campaignId, version: 2, to: `${firstName} ${lastName} ${address}\0` }),
  ];
  // A stale version is told as an outcome, everything else is refused.
  expect(
    (await Promise.allSettled(refused)).filter(({ status }) => status === "rejected").length,
  ).toBeGreaterThan(2);
  const body = `{"json":{"current":"${typed}","wanted":"${text}`;
  const headers = { "content-type": "application/json", cookie: `a=${typed}` };
  await web.trpc(
    new Request("http://packpost.test/api/trpc/campaign.edit", { method: "POST", headers, body }),
  );
}

function linesWith(log: string, value: string): string[] {
  return log
    .split("\n")
    .filter((line) => line.includes(value))
    .map((line) => line.slice(0, 600));
}
