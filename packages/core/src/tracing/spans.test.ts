import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, describe, expect, it } from "vitest";
import { currentTraceparent, inSpan, isTracing, setTracer } from "./spans.ts";

function open() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  setTracer(provider.getTracer("test"));
  return exporter;
}
afterEach(() => setTracer(null));

describe("spans", () => {
  it("O4 are nothing where nobody traces", async () => {
    expect(isTracing()).toBe(false);
    expect(await inSpan("x", {}, async () => currentTraceparent() ?? "none")).toBe("none");
  });

  it("O4 stand within each other, and go on in another process from a traceparent", async () => {
    const exporter = open();
    const handed = await inSpan("procedure", {}, () => inSpan("call", {}, async () => currentTraceparent()));
    await inSpan("activity", { a: 1 }, async (note) => note({ b: 2 }), handed);
    const [call, procedure, activity] = exporter.getFinishedSpans();
    expect([call?.name, procedure?.name, activity?.name]).toEqual(["call", "procedure", "activity"]);
    const ids = new Set([call, procedure, activity].map((span) => span?.spanContext().traceId));
    expect(ids.size).toBe(1);
    expect(call?.parentSpanContext?.spanId).toBe(procedure?.spanContext().spanId);
    expect(activity?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(activity?.attributes).toEqual({ a: 1, b: 2 });
    expect(await inSpan("other", {}, async () => currentTraceparent(), "no traceparent")).toMatch(/^00-/);
  });

  it("O4 tell the kind of an error and never its words, which may quote an address", async () => {
    const exporter = open();
    const work = inSpan("x", {}, () => Promise.reject(new TypeError("maria@inbox.example is no number")));
    await expect(work).rejects.toThrow(TypeError);
    const [span] = exporter.getFinishedSpans();
    expect(span?.status).toEqual({ code: 2, message: "TypeError" });
    expect(JSON.stringify([span?.attributes, span?.events, span?.status])).not.toContain("maria");
  });
});
