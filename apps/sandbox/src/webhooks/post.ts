import http from "node:http";
import https from "node:https";

const TIMEOUT_MS = 15_000;
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64 };
const plain = { request: http.request, agent: new http.Agent(KEEP_ALIVE) };
const secure = { request: https.request, agent: new https.Agent(KEEP_ALIVE) };

/**
 * Posts one event.
 * @returns the receiver's status, 0 when it did not answer within 15 s
 */
export function post(url: string, event: { headers: Record<string, string>; body: string }): Promise<number> {
  const body = Buffer.from(event.body);
  const { promise, resolve } = Promise.withResolvers<number>();
  const { agent, request: open } = url.startsWith("https:") ? secure : plain;
  const headers = { ...event.headers, "content-length": body.length };
  const request = open(url, { method: "POST", agent, timeout: TIMEOUT_MS, headers }, (response) => {
    response.resume();
    response.on("end", () => resolve(response.statusCode ?? 0));
    response.on("error", () => resolve(0));
  });
  request.on("timeout", () => request.destroy());
  request.on("error", () => resolve(0));
  request.on("close", () => resolve(0));
  request.end(body);
  return promise;
}
