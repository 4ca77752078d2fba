import { setTracer } from "./spans.ts";

/**
 * Has spans sent to a collector (OTLP over HTTP). Loaded only when there is one: without it a process has none of this in memory.
 * @param options.endpoint OTEL_EXPORTER_OTLP_ENDPOINT; undefined = nobody traces. OpenTelemetry's OTEL_EXPORTER_OTLP_HEADERS counts too
 * @param options.service in the words of the log
 * @returns sends what is left and ends it
 */
export async function startTracing(options: {
  readonly endpoint: string | undefined;
  readonly service: string;
}): Promise<() => Promise<void>> {
  const { endpoint, service } = options;
  if (endpoint === undefined) return async () => undefined;
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": `packpost-${service}`,
      "service.namespace": "packpost",
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  setTracer(provider.getTracer("packpost"));
  return async () => {
    setTracer(null);
    await provider.shutdown().catch(() => undefined); // a collector that is away holds up no end
  };
}
