import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";

/** What the bench asks of the load generator: a process of its own, without an HTTP client's costs. */
export const loadSchema = z.object({
  url: z.string(),
  authorization: z.string(),
  requests: z.array(z.object({ traceId: z.string(), body: z.string() })),
  connections: z.number(),
  /** So many requests a second, whether or not the answers keep up; null: each connection asks as soon as it is answered. */
  perSecond: z.number().nullable(),
});
export type Load = z.infer<typeof loadSchema>;

export const loadResultSchema = z.object({
  seconds: z.number(),
  cpuS: z.number(),
  /** Answers that were no 200. */
  refused: z.number(),
  /** When each request was due (at no fixed rate: was sent), in milliseconds since 1970. */
  dueAtMs: z.array(z.number()),
  /** Time from due to answered, 95th percentile, in milliseconds. */
  answerP95Ms: z.number(),
});

process.once("message", async (message) => {
  const result = await run(loadSchema.parse(message));
  process.send?.(result, undefined, undefined, () => process.disconnect());
});

async function run(load: Load): Promise<z.infer<typeof loadResultSchema>> {
  const { host, hostname, pathname, port } = new URL(load.url);
  const requests = load.requests.map(({ body, traceId }) =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${load.authorization}\r\nContent-Type: application/json\r\n` +
        `X-PM-Webhook-Trace-Id: ${traceId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
  const dueAtMs: number[] = [];
  const waitsMs: number[] = [];
  let [next, due, refused] = [0, 0, 0];
  const idle: (() => void)[] = [];
  const done = Promise.withResolvers<void>();
  const sockets = Array.from({ length: load.connections }, () => {
    const socket = connect({ port: Number(port), host: hostname, noDelay: true });
    let at = 0;
    const send = () => {
      if (next >= due) {
        idle.push(send);
        return;
      }
      at = next;
      next += 1;
      if (load.perSecond === null) dueAtMs[at] = Date.now();
      socket.write(requests[at] ?? "");
    };
    socket.once("connect", send).once("error", done.reject);
    socket.on("data", (answer) => {
      if (!answer.toString("latin1", 0, 13).startsWith("HTTP/1.1 200")) refused += 1;
      waitsMs.push(Date.now() - (dueAtMs[at] ?? 0));
      if (waitsMs.length === requests.length) done.resolve();
      else send();
    });
    return socket;
  });
  const makeDue = (until: number) => {
    for (; due < Math.min(until, requests.length); due += 1) dueAtMs.push(Date.now());
    for (const send of idle.splice(0, due - next)) send();
  };
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  if (load.perSecond === null) makeDue(requests.length);
  else
    while (due < requests.length) {
      makeDue(Math.floor(((performance.now() - startedAt) / 1_000) * load.perSecond));
      await delay(2);
    }
  await done.promise;
  const seconds = (performance.now() - startedAt) / 1_000;
  const { system, user } = process.cpuUsage(cpuBefore);
  for (const socket of sockets) socket.destroy();
  waitsMs.sort((one, other) => one - other);
  return {
    ...{ seconds, cpuS: (system + user) / 1e6, refused, dueAtMs },
    answerP95Ms: waitsMs[Math.floor(waitsMs.length * 0.95)] ?? Number.NaN,
  };
}
