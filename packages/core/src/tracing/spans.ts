import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";

interface Tracing {
  readonly tracer: Tracer;
  /** The span in which the running work is. */
  readonly current: AsyncLocalStorage<SpanContext>;
}

// One for the process, however many copies of this module a bundler makes. Not OpenTelemetry's own global one: by that Next would write spans
// too, with addresses in them that are somebody's key.
const holder = globalThis as { packpostTracing?: Tracing };

/** From now on spans are written by this tracer. Without one nothing is done and nothing is paid. */
export function setTracer(tracer: Tracer | null): void {
  if (tracer === null) delete holder.packpostTracing;
  else holder.packpostTracing = { tracer, current: new AsyncLocalStorage() };
}

/** Whether anybody looks at spans. */
export const isTracing = (): boolean => holder.packpostTracing !== undefined;

/**
 * Does a piece of work within a span: what of it runs later on belongs to it. What it throws marks the span and is thrown on.
 * @param attributes ids and words of closed lists alone: never an address, a name, or anything that somebody wrote
 * @param parent a `traceparent` from elsewhere; left out = the span in which this runs
 */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (note: (more: Attributes) => void) => Promise<T>,
  parent?: string | undefined,
): Promise<T> {
  const { packpostTracing: tracing } = holder;
  if (tracing === undefined) return work(() => undefined);
  const above = parseTraceparent(parent) ?? tracing.current.getStore();
  const context = above === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, above);
  const span = tracing.tracer.startSpan(name, { attributes }, context);
  try {
    return await tracing.current.run(span.spanContext(), () => work((more) => span.setAttributes(more)));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The kind of what was thrown, never its words: they may quote somebody's address. */
function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
}

/** Where the running work stands, as it is handed to another process (W3C Trace Context); undefined where nobody traces. */
export function currentTraceparent(): string | undefined {
  const span = holder.packpostTracing?.current.getStore();
  if (span === undefined) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, "0")}`;
}

function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags = "00"] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}
