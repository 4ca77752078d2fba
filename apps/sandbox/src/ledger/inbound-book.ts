import { z } from "zod";
import type { Database } from "./open-database.ts";
import { UuidsOfNumbers } from "./uuids-of-numbers.ts";

const contentSchema = z.object({
  body: z.string(),
  /** What the provider made of a keyword. */
  keyword: z.enum(["STOP", "START", "HELP"]).optional(),
});

const rowSchema = z.object({
  id: z.number(),
  token: z.string(),
  channel: z.enum(["sms"]),
  /** ms since the epoch */
  at: z.number(),
  /** Address of the person. */
  theirs: z.string(),
  /** Address of the server that they wrote to. */
  ours: z.string(),
  content: z.string().transform((text) => contentSchema.parse(JSON.parse(text))),
});

const pictureSchema = z.object({
  id: z.number(),
  inbound: z.number(),
  type: z.string(),
  bytes: z.instanceof(Uint8Array),
});

/** What somebody wrote to a server. */
export type Inbound = Omit<z.infer<typeof rowSchema>, "content"> & z.infer<typeof contentSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export interface NewPicture {
  readonly type: string;
  readonly bytes: Uint8Array;
}
type NewInbound = Omit<Inbound, "id"> & { pictures: readonly NewPicture[] };

/** Whose inbound messages; what is not given fits all. */
interface InboundFilter {
  theirs?: string | undefined;
  ours?: string | undefined;
  untilMs: number;
  limit: number;
}

/** What people write to servers, with their pictures; the ledger holds the other direction. */
export class InboundBook {
  /** Ids of inbound messages and of their pictures, as servers know them. */
  readonly ids: UuidsOfNumbers;
  readonly pictureIds: UuidsOfNumbers;
  readonly #database: Database;
  readonly #statements;

  constructor(database: Database) {
    const { name } = z
      .object({ name: z.string() })
      .parse(database.prepare("SELECT name FROM instance").get());
    this.ids = new UuidsOfNumbers(`inbound ${name}`);
    this.pictureIds = new UuidsOfNumbers(`picture ${name}`);
    this.#database = database;
    this.#statements = {
      add: database.prepare(
        "INSERT INTO inbound (token, channel, at, theirs, ours, content) VALUES (?, ?, ?, ?, ?, ?)",
      ),
      addPicture: database.prepare("INSERT INTO picture (inbound, type, bytes) VALUES (?, ?, ?)"),
      get: database.prepare("SELECT * FROM inbound WHERE id = ?"),
      find: database.prepare(
        `SELECT * FROM inbound WHERE token = ? AND theirs = coalesce(?, theirs) AND ours = coalesce(?, ours) AND at <= ?
         ORDER BY id DESC LIMIT ?`,
      ),
      pictures: database.prepare("SELECT * FROM picture WHERE inbound = ? ORDER BY id"),
      picture: database.prepare("SELECT * FROM picture WHERE id = ?"),
    };
  }

  add({ token, channel, at, theirs, ours, pictures, ...content }: NewInbound): Inbound {
    return this.#database.inTransaction(() => {
      const added = this.#statements.add.run(token, channel, at, theirs, ours, JSON.stringify(content));
      const id = Number(added.lastInsertRowid);
      for (const { type, bytes } of pictures) this.#statements.addPicture.run(id, type, bytes);
      return { id, token, channel, at, theirs, ours, ...content };
    });
  }

  get(id: number): Inbound | undefined {
    const found = this.#statements.get.get(id);
    return found && read(found);
  }

  /** Newest first. */
  find(token: string, { theirs, ours, untilMs, limit }: InboundFilter): Inbound[] {
    return this.#statements.find.all(token, theirs ?? null, ours ?? null, untilMs, limit).map(read);
  }

  pictures(inbound: number): Picture[] {
    return z.array(pictureSchema).parse(this.#statements.pictures.all(inbound));
  }

  picture(id: number): Picture | undefined {
    return pictureSchema.optional().parse(this.#statements.picture.get(id));
  }
}

function read(found: unknown): Inbound {
  const { content, ...columns } = rowSchema.parse(found);
  return { ...columns, ...content };
}
