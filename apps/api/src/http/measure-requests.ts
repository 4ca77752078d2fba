import type { Server } from "node:http";
import type { Meter } from "@packpost/core/metrics/meter";

/** What the api counts. */
export const apiMetrics = ["packpost_webhook_seconds", "packpost_api_request_seconds"] as const;

/** Has every answer to providers and other systems timed, by its kind and status alone: addresses hold secrets. */
export function measureRequests(server: Server, meter: Meter): void {
  server.on("request", (request, response) => {
    const begunAt = performance.now();
    const path = request.url ?? "";
    const [, provider] = /^(?:\/api)?\/webhooks\/(postmark|twilio)\//.exec(path) ?? [];
    const isApi = path.startsWith("/v1/");
    if (provider === undefined && !isApi) return;
    response.once("close", () => {
      const seconds = (performance.now() - begunAt) / 1000;
      const status = response.writableFinished ? String(response.statusCode) : "aborted";
      if (provider !== undefined) meter.observe("packpost_webhook_seconds", { provider, status }, seconds);
      else meter.observe("packpost_api_request_seconds", { method: request.method ?? "", status }, seconds);
    });
  });
}
