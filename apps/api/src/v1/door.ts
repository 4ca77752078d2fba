import { randomUUID } from "node:crypto";
import { openKey } from "@packpost/core/api-key/open-key";
import { createWorkflows } from "@packpost/core/workflows";
import { callTRPCProcedure } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiParts } from "../api-parts.ts";
import { ApiRequest } from "./api-request.ts";
import { listOperations, type Operation } from "./list-operations.ts";
import { describeApi } from "./open-api.ts";
import { problemOf, shownErrorOf } from "./problem.ts";
import { RateLimit, usualRates } from "./rate-limit.ts";
import { inputReader } from "./read-input.ts";
import { createReference } from "./reference.ts";
import { Refusal } from "./refusal.ts";
import { apiRouter } from "./router.ts";

/** A call may bring 500 rows. */
const MOST_BYTES = 4 * 1024 * 1024;

type Served = { Variables: { requestId: string; request: ApiRequest } };

/**
 * The API (P10) as it is served: each request has an id, a key, and its turn; then its procedure is called, by HTTP or by tRPC.
 * Whatever goes wrong is told as problem+json.
 */
export function createApiDoor(parts: ApiParts): Hono<Served> {
  const { apiUrl, apiOrm, log } = parts;
  const limit = new RateLimit(parts.rates ?? usualRates);
  const operations = listOperations(apiRouter);
  const document = describeApi(operations, apiUrl);
  const app = new Hono<Served>();

  app.use(async (c, next) => {
    c.set("requestId", randomUUID());
    c.header("x-request-id", c.get("requestId"));
    await next();
  });
  app.route("/", createReference());
  app.get("/openapi.json", (c) => c.json(document));

  const admit = async (c: Context<Served>, next: () => Promise<void>) => {
    const [, key] = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header("authorization") ?? "") ?? [];
    const opened = key === undefined ? null : await openKey(apiOrm, key);
    if (opened === null) throw new Refusal(401, noKey, { "www-authenticate": 'Bearer realm="Packpost"' });
    const { organisationId, actor, scopes } = opened;
    const { headers, leave } = await limit.enter(actor.id);
    try {
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      c.header("cache-control", "no-store");
      const { calls, appUrl, realMail } = parts;
      const workflows = createWorkflows({ organisationId, calls, log });
      const verb = { orm: apiOrm, organisationId, actor, workflows, appUrl, realMail };
      c.set("request", new ApiRequest(verb, scopes, c.get("requestId")));
      await next();
    } finally {
      leave();
    }
  };
  const bounded = bodyLimit({
    maxSize: MOST_BYTES,
    onError: () => {
      throw new Refusal(413, {
        code: "too_large",
        message: `A request has ${MOST_BYTES / 1024 / 1024} MB at most.`,
        effect: "Nothing was done.",
        nextStep: "Send fewer rows with one request.",
      });
    },
  });

  app.use("/trpc/*", admit, bounded, (c) =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: apiRouter,
      allowBatching: false, // each call counts for itself
      createContext: () => c.get("request"),
      onError: ({ error, path }) => tell(c, path ?? "trpc", error),
    }),
  );

  const allowed = new Map<string, string[]>();
  for (const operation of operations) {
    const path = operation.meta.path.replaceAll(/\{(\w+)\}/g, ":$1");
    const read = inputReader(operation);
    app.on(operation.meta.method, path, admit, bounded, (c) => answer(c, operation, read));
    allowed.set(path, [...(allowed.get(path) ?? []), operation.meta.method]);
  }
  for (const [path, methods] of allowed)
    app.all(path, () => {
      throw new Refusal(
        405,
        { code: "invalid_input", message: `This is called by ${methods.join(" or ")}.` },
        { allow: methods.join(", ") },
      );
    });
  app.notFound((c) =>
    refuse(c, new Refusal(404, { code: "not_found", message: "There is nothing at this address." })),
  );
  app.onError((error, c) => {
    if (error instanceof Refusal) return refuse(c, error);
    tell(c, c.req.path, error);
    const shown = shownErrorOf(error);
    const problem = problemOf(shown, c.get("requestId"));
    const retry = shown.retryAfterSeconds;
    return answerProblem(c, problem, retry === undefined ? {} : { "retry-after": String(retry) });
  });

  async function answer(
    c: Context<Served>,
    { name, type, meta, output }: Operation,
    read: ReturnType<typeof inputReader>,
  ) {
    const input = await read({
      path: c.req.param(),
      query: new URL(c.req.url).searchParams,
      header: (header) => c.req.header(header),
      body: () => c.req.text(),
    });
    const data: unknown = await callTRPCProcedure({
      ...{ router: apiRouter, path: name, type, ctx: c.get("request"), batchIndex: 0 },
      getRawInput: async () => input,
      signal: c.req.raw.signal,
    });
    log.info({ requestId: c.get("requestId"), operation: name }, "api request");
    return output === null ? c.body(null, 204) : c.json(data, meta.status ?? 200);
  }

  function tell(c: Context<Served>, what: string, error: Error): void {
    const { code } = shownErrorOf(error);
    const fields = { err: error, requestId: c.get("requestId"), operation: what, code };
    log[code === "internal" ? "error" : "info"](fields, "api request failed");
  }
  return app;
}

const noKey = {
  code: "unauthenticated",
  message: "This needs a key that works.",
  nextStep: "Send it as “Authorization: Bearer ppk_…”. Keys are made in Packpost under Settings, API.",
} as const;

function refuse(c: Context<Served>, { error, status, headers }: Refusal): Response {
  return answerProblem(c, problemOf(error, c.get("requestId"), status), headers);
}

/** A problem, in tRPC's own wrapping where the typed client asks. */
function answerProblem(
  c: Context<Served>,
  problem: ReturnType<typeof problemOf>,
  headers: Readonly<Record<string, string>>,
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const status = problem.status as 400;
  if (!c.req.path.startsWith("/trpc/"))
    return c.body(JSON.stringify(problem), {
      status,
      headers: { "content-type": "application/problem+json" },
    });
  const code = trpcCodes[status] ?? "INTERNAL_SERVER_ERROR";
  const data = { code, httpStatus: status, problem };
  return c.json({ error: { message: problem.detail, code: TRPC_ERROR_CODES_BY_KEY[code], data } }, status);
}

const trpcCodes: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  401: "UNAUTHORIZED",
  413: "PAYLOAD_TOO_LARGE",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};
