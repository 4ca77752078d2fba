import { setTimeout as delay } from "node:timers/promises";

export type Listener = {
  readonly campaignId: string;
  /** Until a text has come. @returns when, in milliseconds of this process's clock */
  until(text: string): Promise<number>;
};

/** A tab that keeps a campaign's page open. @param viewer the staff member who is signed in with the cookie */
export async function openListener(options: {
  readonly webUrl: string;
  readonly cookie: string;
  readonly viewer: string;
  readonly campaignId: string;
  readonly signal: AbortSignal;
}): Promise<Listener> {
  const { webUrl, cookie, viewer, campaignId, signal } = options;
  const input = encodeURIComponent(
    JSON.stringify({ json: { viewer, topics: [{ kind: "campaign", id: campaignId }] } }),
  );
  const answer = await fetch(`${webUrl}/api/trpc/live.watch?input=${input}`, {
    headers: { cookie, accept: "text/event-stream" },
    signal,
  });
  let text = "";
  let at = 0;
  const follow = async () => {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      at = performance.now();
      text = `${text}${chunk}`.slice(-20_000);
    }
  };
  void follow().catch(() => undefined);
  const until = async (wanted: string): Promise<number> => {
    while (!text.includes(wanted)) {
      if (signal.aborted) throw new Error(`the stream ended before ${wanted} had come`);
      await delay(1);
    }
    return at;
  };
  await until('"status":"draft"');
  return { campaignId, until };
}
