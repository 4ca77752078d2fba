import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type putServerSchema, type Server, type Stream, serverSchema } from "./server.ts";

const bookSchema = z.object({ servers: z.array(serverSchema) });

/** The Postmark servers this simulator plays, kept in one small file. */
export class ServerBook {
  readonly #path: string;
  readonly #servers = new Map<string, Server>();

  constructor(folder: string) {
    this.#path = join(folder, "servers.json");
    if (!existsSync(this.#path)) return;
    const book = bookSchema.parse(JSON.parse(readFileSync(this.#path, "utf8")));
    for (const server of book.servers) this.#servers.set(server.token, server);
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
    const server: Server = {
      id: known?.id ?? 100_001 + this.#servers.size,
      token,
      name: body.name,
      otherTokens: body.otherTokens ?? known?.otherTokens ?? [],
      streams: [...streams.values()],
      trackOpens: body.trackOpens ?? known?.trackOpens ?? true,
      trackLinks: body.trackLinks ?? known?.trackLinks ?? true,
    };
    const url = body.webhookUrl === undefined ? known?.webhookUrl : body.webhookUrl;
    const user = body.webhookUser === undefined ? known?.webhookUser : body.webhookUser;
    const password = body.webhookPassword === undefined ? known?.webhookPassword : body.webhookPassword;
    if (url) server.webhookUrl = url;
    if (user) server.webhookUser = user;
    if (password) server.webhookPassword = password;
    this.#servers.set(token, server);
    this.#save();
    return server;
  }

  #save(): void {
    const next = `${this.#path}.next`;
    writeFileSync(next, JSON.stringify({ servers: this.all() }, null, 2));
    renameSync(next, this.#path);
  }
}
