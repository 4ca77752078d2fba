import pg from "pg";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";

const organisations = z.array(z.object({ id: z.uuid(), name: z.string() }));

/**
 * Makes one simulated Postmark server per organisation, with its streams and its webhook. May be repeated.
 * @param options.webUrl where webhooks go; null for none
 */
export async function registerSimulatorServers(options: {
  readonly simulatorUrl: string;
  readonly webUrl: string | null;
  readonly ownerUrl: string;
  readonly webhookPassword: string;
}): Promise<void> {
  for (const { id, name } of await listOrganisations(options.ownerUrl)) {
    const webhook = options.webUrl
      ? {
          webhookUrl: `${options.webUrl}/api/webhooks/postmark/${id}`,
          webhookUser: "packpost",
          webhookPassword: options.webhookPassword,
        }
      : {};
    const response = await fetch(`${options.simulatorUrl}/_servers/sandbox-${id}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        name,
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

async function listOrganisations(ownerUrl: string): Promise<z.infer<typeof organisations>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return organisations.parse((await client.query("select id, name from organisation order by id")).rows);
  } finally {
    await client.end();
  }
}
