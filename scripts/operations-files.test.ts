import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openMeter } from "@packpost/core/metrics/meter";
import { metrics } from "@packpost/core/metrics/names";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import * as z from "zod";
import { repositoryRoot } from "./paths.ts";

const read = (path: string) => readFileSync(join(repositoryRoot, path), "utf8");
const find = (pattern: string) => globSync(pattern, { cwd: repositoryRoot }).sort();

/** Names of series that programs really have. */
async function knownSeries(): Promise<Set<string>> {
  const own = Object.entries(metrics).flatMap(([name, { kind }]) =>
    kind === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
  const ofNode = (await openMeter([]).registry.getMetricsAsJSON()).map(({ name }) => name);
  return new Set([...own, ...ofNode]);
}

/** Names and labels of ours that an expression uses. */
const seriesOf = (expression: string) =>
  [...expression.matchAll(/\b(?:packpost|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name);

const dashboardSchema = z.object({
  panels: z
    .array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }))
    .min(10),
});
const alertsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          ...{ alert: z.string(), expr: z.string(), for: z.string() },
          labels: z.object({ severity: z.enum(["page", "ticket"]) }),
          annotations: z.object({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

const alerts = () =>
  alertsSchema.parse(parse(read("docs/operations/alerts.yml"))).groups.flatMap(({ rules }) => rules);

it("O4 every metric that the dashboard and the alerts name is shown by some program", async () => {
  const known = await knownSeries();
  const { panels } = dashboardSchema.parse(JSON.parse(read("docs/operations/dashboard.json")));
  const named = [...panels.flatMap(({ targets }) => targets), ...alerts()].flatMap(({ expr }) =>
    seriesOf(expr),
  );
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const own = Object.keys(metrics).filter((name) => !named.some((series) => series.startsWith(name)));
  expect(own).toEqual([]);
});

it("O4 every alert leads to its place in the runbook", () => {
  const headings = [...read("docs/operations.md").matchAll(/^#{2,3} (.+)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, "")
      .replaceAll(" ", "-"),
  );
  for (const { annotations } of alerts())
    expect(headings).toContain(annotations.runbook.replace(/^docs\/operations\.md#/, ""));
});

it("O4 everything that a Dockerfile copies is there, and its npm workspaces too", () => {
  const files = find("{apps,deploy}/{*/,}*Dockerfile");
  expect(files).toEqual([
    "apps/api/Dockerfile",
    "apps/web/Dockerfile",
    "apps/worker/Dockerfile",
    "deploy/migrate.Dockerfile",
  ]);
  const workspaces = find("{apps,packages}/*/package.json");
  for (const file of files) {
    const lines = read(file).split("\n");
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
    // Without one of them the lock file does not fit, and `npm ci` refuses.
    expect(workspaces.filter((path) => !copied.includes(path))).toEqual([]);
    // The Node that is tested is the Node that runs.
    const version = JSON.parse(read("package.json")).dependencies.node;
    for (const line of lines.filter((one) => one.startsWith("FROM node:")))
      expect(line).toContain(`node:${version}-`);
    for (const [, program = ""] of read(file).matchAll(/CMD \["node", "((?:src|scripts)\/[^"]+)"/g))
      expect(
        [`apps/api/${program}`, `apps/worker/${program}`, program].some((path) =>
          existsSync(join(repositoryRoot, path)),
        ),
      ).toBe(true);
  }
});

it("O4 the files of deployments parse, and set only variables that there are", () => {
  const known = new Set([...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
  const compose = z
    .object({
      services: z.record(
        z.string(),
        z.object({
          environment: z.record(z.string(), z.unknown()).optional(),
          build: z.object({ dockerfile: z.string() }).optional(),
        }),
      ),
    })
    .parse(parse(read("deploy/compose.yaml"), { merge: true }));
  for (const name of ["web", "api", "worker", "migrate"]) {
    const { environment = {}, build } = compose.services[name] ?? {};
    expect(existsSync(join(repositoryRoot, build?.dockerfile ?? "nowhere"))).toBe(true);
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
  }
  for (const file of find("deploy/{kubernetes,helm}/*.yaml")) {
    const documents = parseAllDocuments(read(file));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const variables = [...read(file).matchAll(/\{ name: ([A-Z_]+), value/g)].map(([, name]) => name);
    expect(variables.filter((variable) => !known.has(variable))).toEqual([]);
  }
  execFileSync("sh", ["-n", join(repositoryRoot, "deploy", "create-roles.sh")]);
});

it("O4 commands and files that the guide names are there", () => {
  const guide = read("docs/operations.md");
  const { scripts } = JSON.parse(read("package.json"));
  for (const [, name = ""] of guide.matchAll(/`npm run ([a-z]+)/g))
    expect(Object.keys(scripts)).toContain(name);
  for (const [, path = ""] of guide.matchAll(/`((?:deploy|apps|packages|scripts)\/[\w./-]+)`/g))
    expect(existsSync(join(repositoryRoot, path))).toBe(true);
  for (const [, path = ""] of guide.matchAll(/\]\(((?:\.\.\/|operations\/)[\w./-]+)/g))
    expect(existsSync(join(repositoryRoot, "docs", path))).toBe(true);
});
