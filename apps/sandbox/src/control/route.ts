import { Hono } from "hono";
import type { z } from "zod";
import { faultsPatchSchema } from "../faults/knobs.ts";
import { parseJson, readBody } from "../http/read-body.ts";
import type { Context, Routes } from "../http/routes.ts";
import { dnsRecords } from "../postmark/domains.ts";
import type { Sandbox } from "../sandbox.ts";
import { putServerSchema, type Server } from "../servers/server.ts";
import { act, actBodySchema } from "./act.ts";
import { listLedger, summariseLedger } from "./list-ledger.ts";

/** The simulator's own endpoints, all under `/_`: health, servers, ledger, faults, acts. */
export function controlRoutes(sandbox: Sandbox): Routes {
  const app: Routes = new Hono({ strict: false });
  const { faults, servers } = sandbox;
  const query = (c: Context) => new URL(c.req.url).searchParams;
  app.get("/_health", (c) => c.text("ok"));
  app.get("/_ledger", (c) => c.json(listLedger(sandbox, query(c))));
  app.get("/_ledger/summary", (c) => c.json(summariseLedger(sandbox, query(c))));
  app.get("/_dns", (c) => {
    const asked = (name: string) => c.req.query(name) ?? "";
    return c.json(dnsRecords(faults.knobs(asked("token")), asked("type"), asked("name").toLowerCase()));
  });
  app.get("/_faults", (c) => c.json(faults.show()));
  app.delete("/_faults", (c) => {
    faults.reset();
    return c.json(faults.show());
  });
  app.put("/_faults", async (c) => {
    faults.merge(await readJson(c, faultsPatchSchema));
    return c.json(faults.show());
  });
  app.get("/_servers", (c) => c.json({ servers: servers.all().map(withoutSecret) }));
  app.put("/_servers/:token", async (c) => {
    const token = c.req.param("token");
    const wasHeard = servers.get(token)?.webhookUrl !== undefined;
    const server = servers.put(token, await readJson(c, putServerSchema));
    if (!wasHeard && server.webhookUrl !== undefined) sandbox.events.listen(token);
    return c.json(withoutSecret(server));
  });
  app.post("/_act", async (c) => {
    const result = await act(sandbox, await readJson(c, actBodySchema));
    return c.json(result, result.ok ? 200 : 422);
  });
  app.all("/:rest{_.+}", (c) => c.json({ error: "not_found" }, 404));
  return app;
}

/** @throws ZodError for a wrong body, answered with 422 and its reasons */
async function readJson<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  return schema.parse(parseJson(await readBody(c.env.incoming)));
}

function withoutSecret({ webhookPassword: _, ...server }: Server) {
  return server;
}
