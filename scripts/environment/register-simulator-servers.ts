import { createHmac } from "node:crypto";
import { textWebhookUrl } from "@packpost/core/texting/text-webhook-url";
import { hashWebhookPassword, WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import pg from "pg";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";

const textings = z.array(z.object({ secret: z.string(), number: z.string().nullable() }));
const organisations = z.array(
  z.object({ id: z.uuid(), name: z.string(), slug: z.string(), inbound: z.string().nullable() }),
);

/**
 * Makes one simulated Postmark server per organisation, with its streams and its webhook, and its Twilio account. May be repeated.
 * @param options.apiUrl where webhooks go; null for none
 */
export async function registerSimulatorServers(options: {
  readonly simulatorUrl: string;
  readonly apiUrl: string | null;
  readonly ownerUrl: string;
  /** Where the customers' own pages are; left out = as they were. */
  readonly webUrl?: string;
  /** From which each organisation's own is derived. */
  readonly webhookPassword: string;
}): Promise<void> {
  for (const { id, name, slug, inbound } of await listOrganisations(options.ownerUrl)) {
    const webhook = options.apiUrl
      ? {
          webhookUrl: `${options.apiUrl}/webhooks/postmark/${id}`,
          inboundUrl: `${options.apiUrl}/webhooks/postmark/${id}/inbound`,
          inboundAddress: inbound,
          webhookUser: WEBHOOK_USER,
          webhookPassword: await giveWebhookPassword(options, id),
          ...(await readTextWebhook(options.ownerUrl, options.apiUrl, id)),
        }
      : {};
    const response = await fetch(`${options.simulatorUrl}/_servers/sandbox-${id}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        name,
        accountSid: `AC${id.replaceAll("-", "")}`,
        ...(options.webUrl && { customerPagesUrl: `${options.webUrl}/portal/${slug}` }),
        streams: [
          { id: "broadcast", type: "Broadcasts" },
          { id: "outbound", type: "Transactional" },
        ],
        ...webhook,
      }),
    });
    if (!response.ok) {
      throw new StepFailure(
        "The simulator refused a server",
        `${name}: HTTP ${response.status} ${await response.text()}`,
        "Look into .data/logs/simulator.log.",
      );
    }
  }
}

/**
 * Sets an organisation's webhook password for the simulator: its own, and the same at every start. One that was made in
 * the settings meanwhile becomes the one before it.
 */
async function giveWebhookPassword(
  { ownerUrl, webhookPassword }: { readonly ownerUrl: string; readonly webhookPassword: string },
  organisationId: string,
): Promise<string> {
  const password = createHmac("sha256", webhookPassword).update(organisationId).digest("base64url");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into webhook_secret as kept (organisation_id, current_hash) values ($1, $2)
       on conflict (organisation_id) do update set previous_hash = kept.current_hash, current_hash = excluded.current_hash
       where excluded.current_hash not in (kept.current_hash, coalesce(kept.previous_hash, ''))`,
      [organisationId, hashWebhookPassword(password)],
    );
    return password;
  } finally {
    await client.end();
  }
}

/** Where what people text comes in, and to which number, if the organisation has texting. */
async function readTextWebhook(ownerUrl: string, apiUrl: string, organisationId: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const asked = await client.query("select secret, number from texting where organisation_id = $1", [
      organisationId,
    ]);
    const [texting] = textings.parse(asked.rows);
    if (texting === undefined) return {};
    const { secret, number } = texting;
    return {
      smsWebhookUrl: textWebhookUrl({ apiUrl, organisationId, secret }, "inbound"),
      textsFrom: number,
    };
  } finally {
    await client.end();
  }
}

async function listOrganisations(ownerUrl: string): Promise<z.infer<typeof organisations>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return organisations.parse(
      (await client.query("select id, name, slug, inbound_address as inbound from organisation order by id"))
        .rows,
    );
  } finally {
    await client.end();
  }
}
