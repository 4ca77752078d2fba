import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A provider that takes every batch and does nothing else, for benches: it reads the addresses out of the bytes, since
 * parsing 500 mails would cost more than what is measured. `PORT` 0 = any, told on the first line; `CALL_MS` = time to an answer.
 */
const callMs = Number(process.env.CALL_MS ?? 0);
const marker = Buffer.from('"To":"');
let bytes = 0;
let mails = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    if (request.url === "/_count") return response.end(JSON.stringify({ mails, bytes }));
    const body = Buffer.concat(chunks);
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

function answerOf(body: Buffer): string {
  const submittedAt = new Date().toISOString();
  const replies: string[] = [];
  for (let at = body.indexOf(marker); at >= 0; at = body.indexOf(marker, at)) {
    const from = at + marker.length;
    at = body.indexOf(34, from); // the closing quote: an address has none
    replies.push(
      `{"To":"${body.toString("latin1", from, at)}","SubmittedAt":"${submittedAt}","MessageID":"${randomUUID()}","ErrorCode":0,"Message":"OK"}`,
    );
  }
  mails += replies.length;
  return `[${replies.join(",")}]`;
}
