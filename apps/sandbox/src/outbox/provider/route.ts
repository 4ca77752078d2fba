import { text } from "node:stream/consumers";
import { Hono } from "hono";
import { html } from "hono/html";
import { ZodError } from "zod";
import type { Context, Routes } from "../../http/routes.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Html } from "../view.ts";
import { changeProvider } from "./change-provider.ts";
import { renderProvider } from "./render-provider.ts";

/** The page of what goes wrong at the providers. @param show answers with a pane beside the list of messages */
export function providerRoutes(
  sandbox: Sandbox,
  show: (c: Context, title: string, pane: Html) => Response | Promise<Response>,
): Routes {
  const app: Routes = new Hono({ strict: false });
  const title = "What goes wrong";
  const { servers } = sandbox;
  app.get("/", (c) => {
    const server = servers.get(c.req.query("server") ?? "") ?? servers.all()[0];
    const pane = server
      ? renderProvider(sandbox, server)
      : html`<div class="empty"><h1>No server yet</h1><p>No sender has introduced itself to the simulator.</p></div>`;
    return show(c, title, pane);
  });
  app.post("/:token", async (c) => {
    const server = servers.get(c.req.param("token"));
    if (server === undefined) return c.notFound();
    try {
      const shown = changeProvider(sandbox, server.token, new URLSearchParams(await text(c.env.incoming)));
      return c.redirect(`/outbox/provider?server=${encodeURIComponent(shown)}`, 303);
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const [issue] = error.issues;
      c.status(422);
      return show(c, title, renderProvider(sandbox, server, `${issue?.path.join(".")}: ${issue?.message}`));
    }
  });
  return app;
}
