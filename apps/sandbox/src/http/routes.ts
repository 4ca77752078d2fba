import type { HttpBindings } from "@hono/node-server";
import type { Context as AnyContext, Hono } from "hono";

type Env = { Bindings: HttpBindings };
/** Some addresses of the simulator. */
export type Routes = Hono<Env>;
/** One request to them. */
export type Context = AnyContext<Env>;
