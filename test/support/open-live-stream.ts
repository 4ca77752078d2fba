import { z } from "zod";
import type { TestWeb } from "./open-web.ts";
import { appUrl } from "./open-world.ts";

const meSchema = z.object({
  result: z.object({ data: z.object({ json: z.object({ staffMemberId: z.string() }) }) }),
});

export type LiveStream = {
  /** Reads on until something has come. @returns everything that has */
  read(until: RegExp): Promise<string>;
  /** Leaves, as a browser does whose tab is closed. */
  close(): void;
};

/**
 * Opens the live stream of some campaigns as a browser does.
 * @param viewer whom the page was made for, if not whoever is signed in
 */
export function openLiveStream(
  web: TestWeb,
  session: Headers,
  campaignIds: readonly string[],
  viewer?: string,
): Promise<LiveStream> {
  const topics = campaignIds.map((id) => ({ kind: "campaign", id }));
  return openTopicStream(web, session, topics, viewer);
}

/** The same of any topics. */
export async function openTopicStream(
  web: TestWeb,
  session: Headers,
  topics: readonly { kind: string; id: string }[],
  viewer?: string,
): Promise<LiveStream> {
  const closing = new AbortController();
  const input = encodeURIComponent(
    JSON.stringify({ json: { viewer: viewer ?? (await findViewer(web, session)), topics } }),
  );
  const answer = await web.trpc(
    new Request(`${appUrl}/api/trpc/live.watch?input=${input}`, { headers: session, signal: closing.signal }),
  );
  const { read } = readStream(answer);
  await read(/event: connected/);
  return { read, close: () => closing.abort() };
}

/** Reads an answer that does not end. */
export function readStream(answer: Response): LiveStream {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("no stream");
  let text = "";
  const read = async (until: RegExp): Promise<string> => {
    while (!until.test(text)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the stream ended with: ${text.slice(-400)}`);
      text += value;
    }
    return text;
  };
  return { read, close: () => void reader.cancel() };
}

/** Who is signed in, as a page knows it. */
export async function findViewer(web: TestWeb, session: Headers): Promise<string> {
  const answer = await web.trpc(new Request(`${appUrl}/api/trpc/account.me`, { headers: session }));
  const told = meSchema.parse(await answer.json());
  return told.result.data.json.staffMemberId;
}
