import * as z from "zod";
import { signInForCookie } from "../../../scripts/demo/web-session.ts";
import type { BenchStaff } from "./seed-threads.ts";

const answer = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) });
const event = z.object({
  json: z.object({ topic: z.object({ kind: z.string(), id: z.string() }), value: z.unknown() }),
});

export interface Topic {
  readonly kind: "thread" | "inbox" | "unread";
  readonly id: string;
}

/** A staff member's browser, as far as the bench needs one. */
export class StaffBrowser {
  readonly staff: BenchStaff;
  readonly #webUrl: string;
  readonly #cookie: string;

  private constructor(webUrl: string, staff: BenchStaff, cookie: string) {
    this.#webUrl = webUrl;
    this.staff = staff;
    this.#cookie = cookie;
  }

  static async signIn(webUrl: string, staff: BenchStaff, password: string): Promise<StaffBrowser> {
    return new StaffBrowser(webUrl, staff, await signInForCookie(webUrl, staff.email, password));
  }

  async query(path: string, input: unknown): Promise<unknown> {
    const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
    return this.#call(`${path}${search}`, {});
  }

  async mutate(path: string, input: unknown): Promise<unknown> {
    return this.#call(path, { method: "POST", body: JSON.stringify({ json: input }) });
  }

  async #call(path: string, request: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.#webUrl}/api/trpc/${path}`, {
      ...request,
      headers: { "content-type": "application/json", origin: this.#webUrl, cookie: this.#cookie },
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${path.split("?")[0]} answers ${response.status}: ${text.slice(0, 300)}`);
    return answer.parse(JSON.parse(text)).result.data.json;
  }

  /**
   * Opens the one live connection of the browser. Resolves when the first state of every topic has come.
   * @param tell called with each state, the first ones too
   */
  async listen(
    topics: readonly Topic[],
    signal: AbortSignal,
    tell: (topic: Topic["kind"], value: unknown) => void = () => undefined,
  ): Promise<void> {
    const input = encodeURIComponent(JSON.stringify({ json: { viewer: this.staff.id, topics } }));
    const response = await fetch(`${this.#webUrl}/api/trpc/live.watch?input=${input}`, {
      headers: { cookie: this.#cookie, accept: "text/event-stream", origin: this.#webUrl },
      signal,
    });
    if (!response.ok) throw new Error(`live.watch answers ${response.status}`);
    const known = new Set<string>();
    const begun = Promise.withResolvers<void>();
    const follow = async () => {
      let text = "";
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = `${text}${chunk}`.split("\n");
        text = lines.pop() ?? "";
        for (const line of lines) {
          if (!line.startsWith("data: {")) continue;
          const read = event.safeParse(JSON.parse(line.slice(6)));
          if (!read.success) continue;
          const { topic, value } = read.data.json;
          const asked = topics.find(({ kind, id }) => kind === topic.kind && id === topic.id);
          if (asked === undefined) continue;
          tell(asked.kind, value);
          known.add(`${topic.kind}/${topic.id}`);
          if (known.size === topics.length) begun.resolve();
        }
      }
      throw new Error("a live connection ended");
    };
    follow().catch((error: unknown) => {
      begun.reject(error);
      if (!signal.aborted) console.error(error);
    });
    await begun.promise;
  }
}
