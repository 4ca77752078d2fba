import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { signInForCookie } from "../../../scripts/demo/web-session.ts";
import { median } from "../campaign/median.ts";

const meSchema = z.object({
  result: z.object({ data: z.object({ json: z.object({ staffMemberId: z.string() }) }) }),
});
const progressSchema = z.object({
  json: z.object({ value: z.object({ facts: z.object({ delivered: z.number() }) }) }),
});

/** A staff member's browser, as far as the bench needs one. */
export class WebReader {
  readonly #webUrl: string;
  readonly #cookie: string;

  private constructor(webUrl: string, cookie: string) {
    this.#webUrl = webUrl;
    this.#cookie = cookie;
  }

  static async signIn(webUrl: string, email: string, password: string): Promise<WebReader> {
    return new WebReader(webUrl, await signInForCookie(webUrl, email, password));
  }

  /** Opens a page again and again until told to stop; the median of its answer times in milliseconds. */
  async timePage(path: string, signal: AbortSignal): Promise<number> {
    const times: number[] = [];
    while (!signal.aborted) {
      const startedAt = performance.now();
      const response = await fetch(`${this.#webUrl}${path}`, { headers: { cookie: this.#cookie } });
      await response.text();
      if (!response.ok) throw new Error(`${path} answers ${response.status}`);
      times.push(performance.now() - startedAt);
      await delay(100);
    }
    return median(times);
  }

  /** Follows a campaign's page as it follows itself: how many are delivered, and when it was told so. */
  async watchDelivered(
    campaignId: string,
    signal: AbortSignal,
    tell: (delivered: number, atMs: number) => void,
  ): Promise<void> {
    const me = await fetch(`${this.#webUrl}/api/trpc/account.me`, { headers: { cookie: this.#cookie } });
    const { staffMemberId: viewer } = meSchema.parse(await me.json()).result.data.json;
    const input = encodeURIComponent(
      JSON.stringify({ json: { viewer, topics: [{ kind: "campaign", id: campaignId }] } }),
    );
    const response = await fetch(`${this.#webUrl}/api/trpc/live.watch?input=${input}`, {
      headers: { cookie: this.#cookie, accept: "text/event-stream", origin: this.#webUrl },
      signal,
    });
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = `${text}${chunk}`.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (!line.startsWith("data: {")) continue;
        const progress = progressSchema.safeParse(JSON.parse(line.slice(6)));
        if (progress.success) tell(progress.data.json.value.facts.delivered, Date.now());
      }
    }
  }
}
