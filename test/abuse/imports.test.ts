import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { sendImport } from "../support/upload-import.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let session: Headers;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
  session = await signIn(world, organisation, "admin");
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const text = (content: string) => new TextEncoder().encode(content);
const good = text("email,first name\nann@up.example,=1+1\n");

async function kept(): Promise<{ rows: number; files: number }> {
  const { rows } = await world.owner.query(
    "select count(*)::int as n from customer_import where organisation_id = $1",
    [organisation.ctx.organisationId],
  );
  // A folder without a part in it is nobody's.
  const files = await readdir(fileURLToPath(`${world.storageUrl}/imports`), { recursive: true }).catch(
    () => [],
  );
  return { rows: rows[0].n, files: files.filter((name) => /\d{4}$/.test(name)).length };
}

async function refusal(answer: Response) {
  const { error } = z
    .object({ error: z.object({ message: z.string(), effect: z.string().optional() }) })
    .parse(await answer.json());
  return { status: answer.status, message: error.message };
}

describe("P9 who may upload a file to import, and what is one", () => {
  it("nobody without a session, no role below admin, nobody from another site, nothing of an unknown kind", async () => {
    expect(await refusal(await sendImport(good, {}))).toMatchObject({ status: 401 });
    for (const role of ["senior", "basic"] as const) {
      const other = await signIn(world, organisation, role);
      expect(await refusal(await sendImport(good, { session: other }))).toMatchObject({ status: 403 });
    }
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }])
      expect(await refusal(await sendImport(good, { session, headers }))).toMatchObject({ status: 403 });
    expect(await refusal(await sendImport(good, { session, noun: "staff" }))).toMatchObject({ status: 400 });
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });

  it.each<[string, Uint8Array, Record<string, string>?]>([
    ["nothing", new Uint8Array()],
    ["a workbook", text("PK\u0003\u0004…")],
    ["bytes that are no text", new Uint8Array(200_000)],
    ["two million columns", text("a,".repeat(2_000_000))],
    ["a file larger than it may be, as it says", text("a"), { "content-length": String(600 * 1024 * 1024) }],
    ["a file that is shorter than it says", good, { "content-length": String(good.byteLength + 1) }],
  ])("%s is refused in words and not kept", async (_what, bytes, headers = {}) => {
    const told = await refusal(await sendImport(bytes, { session, headers }));
    expect(told.status).toBeGreaterThanOrEqual(400);
    expect(told.status).toBeLessThan(500);
    expect(told.message.length).toBeGreaterThan(15);
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });

  it("an upload that is cut after its first parts leaves nothing", async () => {
    let sent = 0;
    const cut = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent < 12) controller.enqueue(text(`email\n${"ann@cut.example\n".repeat(60_000)}`));
        else controller.error(new Error("connection reset"));
      },
    });
    expect(await refusal(await sendImport(cut, { session }))).toEqual({
      status: 400,
      message: "The upload broke off.",
    });
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });

  it("a file is kept once, and its refused rows come back without a formula in them", async () => {
    const answer = await sendImport(text("email,first name\nno address,=1+1\n"), { session });
    expect(answer.status).toBe(200);
    const { importId } = z.object({ importId: z.uuid() }).parse(await answer.json());
    expect(await kept()).toEqual({ rows: 1, files: 1 });
    const caller = await web.as(organisation, "admin");
    const { settings } = await caller.customerImport.get({ importId });
    expect(settings.mapping).toEqual(["email", "firstName"]);
    await world.owner.query(
      "insert into customer_import_row (organisation_id, import_id, row, outcome, label, note) values ($1, $2, 2, 'refused', '', '=2+2')",
      [organisation.ctx.organisationId, importId],
    );
    await world.owner.query("update customer_import set refused = 1 where id = $1", [importId]);
    const { GET } = await import("../../apps/web/src/app/api/export/imports/[id]/route.ts");
    const headers = new Headers(session);
    headers.set("sec-fetch-site", "same-origin");
    const file = await GET(new Request(`http://packpost.test/api/export/imports/${importId}`, { headers }), {
      params: Promise.resolve({ id: importId }),
    });
    const csv = Buffer.from(await file.arrayBuffer()).toString(); // text() would leave its mark out
    expect(csv.split("\r\n")).toEqual([
      '\ufeff"email","first name","Why it was not imported"',
      `"no address","'=1+1","'=2+2"`,
      "",
    ]);
  });
});
