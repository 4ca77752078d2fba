import type { Role } from "@packpost/core/access/permissions";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
const sessions = new Map<Role, Headers>();

/** Rows of a made campaign: what is in the table, and what must stand in the file. */
const people = [
  {
    name: ["=1+1", "Zorn"],
    email: "zorn@mail.example",
    facts: "sent_at, delivered_at, opened_at",
    status: "Opened",
  },
  {
    name: ['Ünal "Ü"', "Öz, jr."],
    email: "unal@mail.example",
    facts: "sent_at, hard_bounced_at",
    status: "Bounced",
  },
  { name: ["Ann\nLine", "Break"], email: "@evil.example", facts: "dropped_at", status: "Dropped" },
  { name: ["Skip", "Ped"], email: null, facts: "skipped_at", status: "Skipped" },
] as const;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(people.length);
  campaignId = await world.draft(organisation);
  const { organisationId } = organisation.ctx;
  await world.owner.query("update organisation set zone = 'America/New_York' where id = $1", [
    organisationId,
  ]);
  const { rows } = await world.owner.query(
    "select id from customer where organisation_id = $1 order by number",
    [organisationId],
  );
  for (const [index, { name, email, facts }] of people.entries()) {
    await world.owner.query("update customer set first_name = $2, last_name = $3 where id = $1", [
      rows[index].id,
      ...name,
    ]);
    const times = facts
      .split(", ")
      .map(() => "'2026-07-01T12:00:00Z'")
      .join(", ");
    await world.owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, email, skip_reasons, provider_message, drop_reason, ${facts})
       values ($1, $2, $3, $4, $5, $6, $7, ${times})`,
      [
        ...[organisationId, campaignId, rows[index].id, email, facts === "skipped_at" ? 1024 + 128 : 0],
        facts.includes("hard") ? "smtp;550 5.1.1 -no such user" : null,
        facts === "dropped_at" ? "invalid_address" : null,
      ],
    );
  }
  for (const role of ["owner", "senior"] as const)
    sessions.set(role, await signIn(world, organisation, role));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function fetchFile(
  kind: "recipients" | "audience",
  query = "",
  role: Role | null = "owner",
  id = campaignId,
) {
  const { GET } =
    kind === "recipients"
      ? await import("../../apps/web/src/app/api/export/campaigns/[id]/recipients/route.ts")
      : await import("../../apps/web/src/app/api/export/campaigns/[id]/audience/route.ts");
  const headers = role === null ? new Headers() : (sessions.get(role) ?? new Headers());
  const request = new Request(`${appUrl}/api/export/campaigns/${id}/${kind}${query}`, { headers });
  return GET(request, { params: Promise.resolve({ id }) });
}

async function readFile(kind: "recipients" | "audience", query = ""): Promise<Record<string, string>[]> {
  const answer = await fetchFile(kind, query);
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]); // Excel needs it
  return parse(bytes, { bom: true, columns: true });
}

describe("C10 export of the recipients", () => {
  it("C10 holds what the table shows, as text that no spreadsheet runs", async () => {
    const lines = await readFile("recipients");
    expect(Object.keys(lines[0] ?? {})).toEqual([
      ...["Name", "Customer number", "Email used", "Status", "Time"],
      ...["Opened", "Clicked", "By machines alone", "Links"],
      ...["What the server said", "Reasons", "File last changed"],
    ]);
    expect(lines.map((line) => line.Status).toSorted()).toEqual(
      people.map(({ status }) => status).toSorted(),
    );
    const of = (status: string) => lines.find((line) => line.Status === status);
    expect(of("Opened")).toMatchObject({
      Name: "'=1+1 Zorn",
      "Email used": "zorn@mail.example",
      Time: "2026-07-01T08:00:00-04:00",
      Opened: "2026-07-01T08:00:00-04:00",
      Clicked: "",
      Links: "",
    });
    const { rows } = await world.owner.query("select updated_at from customer where last_name = 'Zorn'");
    const changed = Date.parse(of("Opened")?.["File last changed"] ?? "");
    expect(changed).toBe(Math.floor(rows[0].updated_at.getTime() / 1000) * 1000);
    expect(of("Bounced")).toMatchObject({
      Name: 'Ünal "Ü" Öz, jr.',
      "What the server said": "550 5.1.1 -no such user",
      Reasons: "Hard bounce",
    });
    expect(of("Dropped")).toMatchObject({
      Name: "Ann\nLine Break",
      "Email used": "'@evil.example",
      Reasons: "Invalid address",
    });
    expect(of("Skipped")?.Reasons).toBe("Registration expired; Unsubscribed");
  });

  it("C10 honours the status filter and the search, as the page's own list does", async () => {
    const caller = await web.as(organisation);
    for (const [filter, search] of [
      ["opened", ""],
      ["failed", ""],
      ["all", "zorn"],
      ["bounced", "zorn"],
    ] as const) {
      const shown = await caller.campaign.recipients({ campaignId, filter, search });
      const lines = await readFile("recipients", `?status=${filter}&q=${search}`);
      expect(lines.map((line) => Number(line["Customer number"]))).toEqual(
        shown.recipients.map(({ number }) => number),
      );
    }
  });

  it.each(["recipients", "audience"] as const)(
    "C4 C10 O3 is one row in the audit before the file leaves, without what was searched for: %s",
    async (kind) => {
      const count = async () => {
        const { rows } = await world.owner.query(
          "select action, actor_kind, detail from audit where subject_id = $1 and action like '%exported' order by id desc",
          [campaignId],
        );
        return rows;
      };
      const before = (await count()).length;
      const query = kind === "recipients" ? "?status=opened&q=zorn" : "?show=will&find=zorn";
      await (await fetchFile(kind, query)).body?.cancel();
      const rows = await count();
      expect(rows).toHaveLength(before + 1);
      expect(rows[0]).toMatchObject({
        action: `campaign.${kind}_exported`,
        actor_kind: "staff",
        detail: { searched: true },
      });
      expect(JSON.stringify(rows[0].detail)).not.toContain("zorn");
    },
  );

  it("C10 is for owners and admins of the organisation, from our own pages", async () => {
    expect((await fetchFile("recipients", "", null)).status).toBe(401);
    expect((await fetchFile("recipients", "", "senior")).status).toBe(403);
    expect((await fetchFile("audience", "", "senior")).status).toBe(403);
    const stranger = await world.organisation(1);
    expect((await fetchFile("recipients", "", "owner", await world.draft(stranger))).status).toBe(404);
    sessions.get("owner")?.set("sec-fetch-site", "cross-site");
    expect((await fetchFile("recipients")).status).toBe(403);
    sessions.get("owner")?.set("sec-fetch-site", "same-origin");
  });

  it("C10 carries the campaign's name, whatever stands in it", async () => {
    await world.owner.query("update campaign set name = $2 where id = $1", [campaignId, 'Früh"\r\nling/1']);
    const answer = await fetchFile("recipients");
    await answer.body?.cancel();
    const disposition = answer.headers.get("content-disposition");
    expect(disposition).toBe(
      `attachment; filename="Fr_h ling 1 - recipients.csv"; filename*=UTF-8''Fr%C3%BCh%20ling%201%20-%20recipients.csv`,
    );
  });
});

describe("a file that is broken off", () => {
  it.each(["audience", "recipients"] as const)("C4 C10 leaves no transaction open: %s", async (kind) => {
    const reader = (await fetchFile(kind)).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    // Nobody waits for the rollback, which a busy machine does a moment later; by itself a file ends after 20 s.
    const open = async () => {
      const { rows } = await world.owner.query(
        "select state, query from pg_stat_activity where datname = current_database() and usename = 'packpost_app' and xact_start is not null",
      );
      return rows;
    };
    await expect.poll(open, { timeout: 10_000 }).toEqual([]);
  });
});

describe("C10 downloads that nobody reads", () => {
  it("C10 hold two places of their organisation, nobody else's, and the third is refused in words with a time", async () => {
    const held = await Promise.all([fetchFile("recipients"), fetchFile("audience")]);
    const refused = await fetchFile("recipients");
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      error: { message: "Other files are being downloaded just now.", effect: "This one was not made." },
    });
    const { HEAD } = await import("../../apps/web/src/app/api/export/campaigns/[id]/audience/route.ts");
    const ask = () =>
      HEAD(
        new Request(`${appUrl}/api/export/campaigns/${campaignId}/audience`, {
          headers: sessions.get("owner") ?? {},
        }),
        {
          params: Promise.resolve({ id: campaignId }),
        },
      );
    expect((await ask()).status).toBe(503);
    const stranger = await world.organisation(1);
    const theirs = await signIn(world, stranger, "owner");
    const { GET } = await import("../../apps/web/src/app/api/export/campaigns/[id]/recipients/route.ts");
    const id = await world.draft(stranger);
    const answer = await GET(
      new Request(`${appUrl}/api/export/campaigns/${id}/recipients`, { headers: theirs }),
      {
        params: Promise.resolve({ id }),
      },
    );
    expect(answer.status).toBe(200);
    await answer.text();
    for (const { body } of held) await body?.cancel();
    await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200);
    expect(await readFile("recipients")).toHaveLength(people.length);
  });

  it("O1 end when their reader loses the right to them", async () => {
    const reader = await signIn(world, organisation, "admin");
    const { GET } = await import("../../apps/web/src/app/api/export/campaigns/[id]/recipients/route.ts");
    const answer = await GET(
      new Request(`${appUrl}/api/export/campaigns/${campaignId}/recipients`, { headers: reader }),
      { params: Promise.resolve({ id: campaignId }) },
    );
    await world.owner.query(
      'delete from auth_session where "createdAt" = (select max("createdAt") from auth_session)',
    );
    const { rows } = await world.owner.query("select clock_timestamp() as at");
    await expect
      .poll(
        async () =>
          (
            await world.owner.query("select clock_timestamp() - $1 > interval '4 seconds' as past", [
              rows[0].at,
            ])
          ).rows[0].past,
        { timeout: 10_000 },
      )
      .toBe(true);
    await expect(answer.text()).rejects.toThrow();
  });
});

describe("C4 export of the review", () => {
  it("C4 holds everybody with all their reasons, as the review shows them", async () => {
    const { organisationId } = organisation.ctx;
    await world.owner.query(
      "update application set status = 'denied' where organisation_id = $1 and customer_id in (select id from customer where last_name = 'Zorn')",
      [organisationId],
    );
    await world.owner.query(
      "update customer set email = null where organisation_id = $1 and last_name = 'Zorn'",
      [organisationId],
    );
    const lines = await readFile("audience");
    expect(lines).toHaveLength(people.length);
    expect(lines.find(({ Name }) => Name?.endsWith("Zorn"))).toMatchObject({
      "Will receive it": "No",
      Reasons: "Application denied; No email",
      "What helps": "Look at the decision; Add an email address",
    });
    const filtered = await readFile("audience", "?show=no_email");
    expect(filtered).toHaveLength(1);
    expect(await readFile("audience", "?show=will&find=zorn")).toHaveLength(0);
  });
});
