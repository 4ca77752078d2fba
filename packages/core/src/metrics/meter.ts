import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type MetricName, type MetricOf, metrics } from "./names.ts";

type Labels = Readonly<Record<string, string>>;

/** The metrics of one process, by the names of `names.ts`. */
export interface Meter {
  readonly registry: Registry;
  count(name: MetricOf<"counter">, labels: Labels, by?: number): void;
  set(name: MetricOf<"gauge">, value: number): void;
  observe(name: MetricOf<"histogram">, labels: Labels, seconds: number): void;
}

/** Opens a process's metrics, those of Node itself included. @param names what this program counts; others are not shown by it */
export function openMeter(names: readonly MetricName[]): Meter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = new Map(names.map((name) => [name, makeMetric(name, registry)]));
  const known = <T>(name: MetricName, kind: abstract new (...args: never[]) => T): T => {
    const metric = made.get(name);
    if (metric instanceof kind) return metric;
    throw new Error(`${name} is not among this program's metrics`);
  };
  return {
    registry,
    count: (name, labels, by = 1) => known(name, Counter).inc(labels, by),
    set: (name, value) => known(name, Gauge).set(value),
    observe: (name, labels, seconds) => known(name, Histogram).observe(labels, seconds),
  };
}

function makeMetric(name: MetricName, registry: Registry): Counter | Gauge | Histogram {
  const metric = metrics[name];
  const settings = {
    ...{ name, help: metric.help, registers: [registry], labelNames: [...metric.labels] as string[] },
  };
  if (metric.kind === "counter") return new Counter(settings);
  // Of several processes of one program the largest counts: each of them looks at the same database.
  if (metric.kind === "gauge") return new Gauge({ ...settings, aggregator: "max" });
  return new Histogram({ ...settings, buckets: [...metric.buckets] });
}
