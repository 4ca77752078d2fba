import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A provider that takes every batch, and every text, and does nothing else, for benches: it reads the addresses out of the bytes, since
 * parsing 500 mails would cost more than what is measured. `PORT` 0 = any, told on the first line; `CALL_MS` = time to an answer.
 */
const callMs = Number(process.env.CALL_MS ?? 0);
const marker = Buffer.from('"To":"');
/** Bytes by which mails of one campaign may be shorter than the shortest so far. */
const NAMES_DIFFER_BY = 1_000;
let bytes = 0;
let mails = 0;
/** What each text said, to whom, and when it came, by this machine's clock. */
const texts: { body: string; to: string; at: number }[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    if (request.url === "/_count") return response.end(JSON.stringify({ mails, bytes }));
    if (request.url === "/_texts") return response.end(JSON.stringify(texts));
    const body = Buffer.concat(chunks);
    if (request.url?.endsWith("/Messages.json")) {
      const at = Date.now();
      const form = new URLSearchParams(body.toString());
      texts.push({ body: form.get("Body") ?? "", to: form.get("To") ?? "", at });
      return response.writeHead(201, { "content-type": "application/json" }).end(textAnswer());
    }
    const answer = answerOf(body);
    bytes += body.length;
    if (callMs > 0) await delay(callMs);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  console.log(address.port);
});
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));

function textAnswer(): string {
  const sid = `SM${randomUUID().replaceAll("-", "")}`;
  return JSON.stringify({ sid, status: "queued", date_created: new Date().toUTCString(), error_code: null });
}

/** One reply a mail. Mails are about as long as the one before, so most of each is jumped over. */
function answerOf(body: Buffer): string {
  const submittedAt = new Date().toISOString();
  const replies: string[] = [];
  let last = 0;
  let jump = 0;
  for (let at = body.indexOf(marker); at >= 0; ) {
    const from = at + marker.length;
    const to = body.indexOf(34, from); // the closing quote: an address has none
    replies.push(
      `{"To":"${body.toString("latin1", from, to)}","SubmittedAt":"${submittedAt}","MessageID":"${randomUUID()}","ErrorCode":0,"Message":"OK"}`,
    );
    if (replies.length > 1)
      jump = Math.max(0, Math.min(jump || Number.POSITIVE_INFINITY, at - last - NAMES_DIFFER_BY));
    last = at;
    at = body.indexOf(marker, to + (replies.length > 1 ? Math.max(0, jump - (to - at)) : 0));
  }
  mails += replies.length;
  return `[${replies.join(",")}]`;
}
