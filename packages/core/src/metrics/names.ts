/**
 * Every metric of our own, its kind and what it says: written once, for the programs that count and for docs/operations/metrics.md, whose dashboard
 * and alerts name nothing else. Beside them each program has those of Node itself (prom-client's defaults). Labels never hold anybody's data.
 */
export const metrics = {
  packpost_provider_calls_total: {
    kind: "counter",
    labels: ["channel", "call", "outcome"],
    help: "Calls to providers by what they came to (worker).",
  },
  packpost_provider_call_seconds: {
    kind: "histogram",
    labels: ["channel", "call"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    help: "How long a provider took to answer (worker).",
  },
  packpost_messages_total: {
    kind: "counter",
    labels: ["channel", "status"],
    help: "Messages handed to providers by what was said of each (worker).",
  },
  packpost_broken_invariants: {
    kind: "gauge",
    labels: [],
    help: "Rows for which an invariant did not hold at the last check; anything but 0 needs a person (worker).",
  },
  packpost_sending_held: {
    kind: "gauge",
    labels: [],
    help: "1 while all sending is held since the database was put back from a backup (worker).",
  },
  packpost_sending_stopped: {
    kind: "gauge",
    labels: [],
    help: "1 while the installation's stop switch is set (worker).",
  },
  packpost_open_calls: {
    kind: "gauge",
    labels: [],
    help: "Calls of which it is not known yet whether the provider took them, whose time is over (worker).",
  },
  packpost_oldest_open_call_seconds: {
    kind: "gauge",
    labels: [],
    help: "How long the oldest of them is open (worker).",
  },
  packpost_waiting_deliveries: {
    kind: "gauge",
    labels: [],
    help: "Messages to single persons that wait to be sent (worker).",
  },
  packpost_oldest_waiting_delivery_seconds: {
    kind: "gauge",
    labels: [],
    help: "How long the oldest of them waits (worker).",
  },
  packpost_paused_broadcasts: {
    kind: "gauge",
    labels: [],
    help: "Campaigns and alerts that stand paused (worker).",
  },
  packpost_webhook_seconds: {
    kind: "histogram",
    labels: ["provider", "status"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    help: "How long a provider waited for the answer to a report, by the answer's status (api).",
  },
  packpost_api_request_seconds: {
    kind: "histogram",
    labels: ["method", "status"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: "Requests of other systems to the HTTP API (api).",
  },
  packpost_procedure_seconds: {
    kind: "histogram",
    labels: ["type", "outcome"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: "Calls of the pages by what they came to: ok, refused, failed (web).",
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly kind: "counter" | "gauge" | "histogram";
      readonly labels: readonly string[];
      readonly buckets?: readonly number[];
      readonly help: string;
    }
  >
>;

export type MetricName = keyof typeof metrics;
export type MetricOf<Kind extends string> = {
  [Name in MetricName]: (typeof metrics)[Name]["kind"] extends Kind ? Name : never;
}[MetricName];
