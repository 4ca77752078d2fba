import type { FreshProof } from "@packpost/core/access/actor";
import type { Role } from "@packpost/core/access/permissions";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { createStaff } from "@packpost/db/seed/create-staff";
import {
  appUrl,
  authSecret,
  previousAuthSecret,
  type TestOrganisation,
  type TestWorld,
  webhookPasswordOf,
} from "./open-world.ts";
import { secretsKey, serveApi } from "./serve-api.ts";
import { beginWeb, endWeb } from "./web-process.ts";

/**
 * The web app's doors in this process: its procedures for a staff member of any role, and its route handlers, with the api
 * beside it. One at a time in a process.
 * @param logLevel what both write to the standard output
 */
export async function openWeb(world: TestWorld, logLevel = "silent") {
  const api = await serveApi(world.databaseUrl, logLevel);
  await beginWeb({
    NODE_ENV: "test",
    DATABASE_URL: world.databaseUrl,
    APP_URL: appUrl,
    API_URL: api.url,
    STORAGE_URL: world.storageUrl,
    SANDBOX_URL: world.simulator.url,
    AUTH_SECRET: authSecret,
    AUTH_SECRET_PREVIOUS: previousAuthSecret,
    SECRETS_KEY: secretsKey,
    LOG_LEVEL: logLevel,
  });
  const { appRouter } = await import("../../apps/web/src/server/router.ts");
  const { createCallerFactory } = await import("../../apps/web/src/server/procedures.ts");
  const { publicErrorOf } = await import("../../apps/web/src/server/errors.ts");
  const unsubscribeRoute = await import("../../apps/web/src/app/api/unsubscribe/[token]/route.ts");
  const trpcRoute = await import("../../apps/web/src/app/api/trpc/[trpc]/route.ts");
  const createCaller = createCallerFactory(appRouter);

  return {
    appRouter,
    apiUrl: api.url,
    publicErrorOf,
    unsubscribeRoute,
    trpc: (request: Request) => trpcRoute[request.method === "GET" ? "GET" : "POST"](request),

    /** The procedures as a staff member of the organisation calls them from our own pages. */
    async as({ ctx }: TestOrganisation, role: Role = "owner", proof: FreshProof = "factor") {
      const staffMemberId = await staffOf(world, ctx.organisationId, role, ctx.actor.id);
      const { rows } = await world.owner.query("select user_id from staff_member where id = $1", [
        staffMemberId,
      ]);
      const staff = {
        userId: String(rows[0]?.user_id),
        sessionId: crypto.randomUUID(),
        staffMemberId,
        role,
        name: "Tess Tester",
        email: "tess@staff.example",
        organisationId: organisationIdFrom(ctx.organisationId),
        organisationName: "Test",
        zone: "UTC",
        elsewhere: [],
        proof,
        mustAddFactor: false,
      };
      const findStaff = async () => staff;
      return createCaller({
        requestId: "test",
        fromOwnOrigin: true,
        findStaff,
        enter: async () => undefined,
      });
    },

    /** Posts a body to an organisation's webhook. */
    webhook(
      organisationId: string,
      body: string | object,
      options: { user?: string; password?: string | null; traceId?: string } = {},
    ): Promise<Response> {
      const password = options.password === undefined ? webhookPasswordOf(organisationId) : options.password;
      const headers = new Headers({ "content-type": "application/json" });
      if (password !== null)
        headers.set(
          "authorization",
          `Basic ${Buffer.from(`${options.user ?? WEBHOOK_USER}:${password}`).toString("base64")}`,
        );
      if (options.traceId) headers.set("x-pm-webhook-trace-id", options.traceId);
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const address = `${api.url}/webhooks/postmark/${encodeURIComponent(organisationId)}`;
      return fetch(address, { method: "POST", headers, body: text });
    },

    /** Posts a form to an unsubscribe address. */
    unsubscribe(
      token: string,
      body: string | FormData | URLSearchParams | null,
      headers: Record<string, string> = {},
    ): Promise<Response> {
      const request = new Request(`${appUrl}/api/unsubscribe/${token}`, { method: "POST", headers, body });
      return unsubscribeRoute.POST(request, { params: Promise.resolve({ token }) });
    },

    /** Opens an unsubscribe address as a browser, a client without one-click or a scanner does. */
    openUnsubscribe(
      token: string,
      method: "GET" | "HEAD" = "GET",
      headers: Record<string, string> = {},
    ): Promise<Response> {
      const request = new Request(`${appUrl}/api/unsubscribe/${token}`, { method, headers });
      return unsubscribeRoute[method](request, { params: Promise.resolve({ token }) });
    },

    async close(): Promise<void> {
      await endWeb();
      await api.close();
    },
  };
}

export type TestWeb = Awaited<ReturnType<typeof openWeb>>;

async function staffOf(
  world: TestWorld,
  organisationId: string,
  role: Role,
  ownerId: string,
): Promise<string> {
  if (role === "owner") return ownerId;
  const id = crypto.randomUUID();
  const person = { id, name: "Tess Tester", email: `${id}@staff.example`, role };
  const tenant = organisationIdFrom(organisationId);
  await inOrganisation(world.orm, tenant, async (em) => createStaff(em, tenant, [person], "00:00"));
  return id;
}
