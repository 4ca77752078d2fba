import { Hono } from "hono";
import { ZodError } from "zod";
import { controlRoutes } from "../control/route.ts";
import { outboxRoutes } from "../outbox/route.ts";
import { postmarkRoutes } from "../postmark/route.ts";
import type { Sandbox } from "../sandbox.ts";
import { twilioRoutes } from "../twilio/route.ts";
import { isLocalRequest } from "./is-local-request.ts";
import type { Routes } from "./routes.ts";

/**
 * The whole HTTP surface: the control surface under `/_`, the outbox page, and the wire formats, a folder each.
 * @param ownName what it listens on (HOST)
 */
export function createApp(sandbox: Sandbox, ownName: string): Routes {
  const app: Routes = new Hono({ strict: false });
  app.use(async (c, next) => {
    if (!isLocalRequest(c.env.incoming.headers, ownName))
      return c.json({ error: "foreign_host_or_origin" }, 403);
    if (c.req.header("sec-fetch-site") === "cross-site" && c.req.method !== "GET")
      return c.json({ error: "cross_site" }, 403);
    return next();
  });
  app.get("/", (c) => c.redirect("/outbox"));
  app.route("/outbox", outboxRoutes(sandbox));
  app.route("/", twilioRoutes(sandbox));
  app.route("/", controlRoutes(sandbox));
  app.route("/", postmarkRoutes(sandbox));
  app.onError((error, c) => {
    if (error instanceof ZodError) {
      const issues = error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
      return c.json({ error: "invalid", issues }, 422);
    }
    process.stderr.write(`sandbox: ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}\n`);
    return c.json({ ErrorCode: 0, Message: "The simulator itself failed; see its log." }, 500);
  });
  return app;
}
