import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database } from "../ledger/open-database.ts";
import { type putServerSchema, type Server, type Stream, serverSchema } from "./server.ts";

/** The providers' servers (accounts) this simulator plays. */
export class ServerBook {
  readonly #database: Database;
  /** All of them are held in memory: each request asks. */
  readonly #servers = new Map<string, Server>();

  constructor(database: Database) {
    this.#database = database;
    const rows = z.array(z.object({ settings: z.string() }));
    for (const { settings } of rows.parse(
      database.prepare("SELECT settings FROM server ORDER BY rowid").all(),
    )) {
      const kept = z.looseObject({ token: z.string() }).parse(JSON.parse(settings));
      const server = serverSchema.parse({ accountSid: accountSidOf(kept.token), ...kept });
      this.#servers.set(server.token, server);
    }
  }

  get(token: string): Server | undefined {
    return this.#servers.get(token) ?? this.all().find(({ otherTokens }) => otherTokens.includes(token));
  }

  all(): Server[] {
    return [...this.#servers.values()];
  }

  stream(server: Server, id: string): Stream | undefined {
    return server.streams.find((stream) => stream.id === id);
  }

  /** Creates a server or changes it to what the body says; the same body twice changes nothing. */
  put(token: string, body: z.infer<typeof putServerSchema>): Server {
    const known = this.#servers.get(token);
    const now = new Date().toISOString();
    const streams = new Map<string, Stream>();
    streams.set("outbound", { id: "outbound", type: "Transactional", createdAt: now });
    streams.set("broadcast", { id: "broadcast", type: "Broadcasts", createdAt: now });
    for (const stream of body.streams ?? []) streams.set(stream.id, { ...stream, createdAt: now });
    for (const stream of known?.streams ?? []) streams.set(stream.id, stream);
    const server = serverSchema.parse({
      ...{ id: 100_001 + this.#servers.size, trackOpens: true, trackLinks: true },
      accountSid: accountSidOf(token),
      ...known,
      ...body,
      ...{ token, streams: [...streams.values()] },
    });
    this.#servers.set(token, server);
    this.#database
      .prepare(
        "INSERT INTO server VALUES (?, ?) ON CONFLICT (token) DO UPDATE SET settings = excluded.settings",
      )
      .run(token, JSON.stringify(server));
    return server;
  }
}

/** The Twilio account of a server that was not told another. */
function accountSidOf(token: string): string {
  return `AC${createHash("sha256").update(token).digest("hex").slice(0, 32)}`;
}
