import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { initOrm } from "@packpost/db/orm";
import { hashStaffPassword } from "@packpost/db/seed/create-staff";
import pg from "pg";
import { createStepRunner } from "../../scripts/console/step.ts";
import { signInForCookie } from "../../scripts/demo/web-session.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { createDraft } from "../support/create-campaign.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { type Listener, openListener } from "./live/open-listener.ts";
import { cpuBetween, readCpu } from "./profile/read-cpu.ts";

/**
 * `npm run bench -- live [--listeners 200] [--seconds 20] [--json]`: pages that stand open while nothing happens, each with a
 * campaign of its own, ten an organisation: what they cost, woken by NOTIFY and (as if there were none) by asking; and how
 * soon a change is on the page. The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    listeners: { type: "string", default: "200" },
    seconds: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});
const [listeners, seconds] = [Number(values.listeners), Number(values.seconds)];
const ofOrganisation = 10;
/** Until all are at rest: two ticks of an organisation with ten topics, and one look more. */
const settleMs = 5_000;
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));

const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: false,
  ports: anyPorts,
  external: noExternalServices,
  seed: false,
  // The web app will not start without a provider, real or simulated.
  programs: ["simulator", "api", "web"],
  step: createStepRunner(say),
  report: say,
});
const { databaseOwnerUrl: ownerUrl, webUrl } = environment;
const orm = await initOrm({ url: environment.databaseUrl });
const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();

/** Opens all of them, waits until nothing moves, and measures. @param changes how many are made, one after the other */
async function measure(changes: number) {
  const closing = new AbortController();
  const open: Listener[] = [];
  const password = "a password of the bench";
  const passwordHash = await hashStaffPassword(password);
  while (open.length < listeners) {
    const organisation = await createTestOrganisation(orm, { passwordHash });
    const passId = await createPass(organisation);
    const email = `owner-${organisation.organisationId}@staff.example`;
    const cookie = await signInForCookie(webUrl ?? "", email, password);
    const campaignIds = [];
    for (let n = 0; n < ofOrganisation; n++) campaignIds.push(await createDraft(organisation, { passId }));
    const common = { webUrl: webUrl ?? "", cookie, viewer: organisation.staff.owner, signal: closing.signal };
    open.push(
      ...(await Promise.all(campaignIds.map((campaignId) => openListener({ ...common, campaignId })))),
    );
  }
  await delay(settleMs);
  const before = readCpu();
  await delay(seconds * 1_000);
  const used = cpuBetween(before, readCpu());
  const waits: number[] = [];
  for (let n = 0; n < changes; n++) {
    const { campaignId, until } = open[Math.floor((n * open.length) / changes)] ?? open[0] ?? never();
    const at = performance.now();
    await owner.query("update broadcast set pause_reason = $2 where id = $1", [campaignId, `change ${n}.`]);
    waits.push((await until(`change ${n}.`)) - at);
  }
  closing.abort();
  say(`seconds of CPU: ${JSON.stringify(used)}`);
  waits.sort((one, other) => one - other);
  const percent = (program: string) => {
    // Next names its process after itself and its version.
    const names = Object.keys(used).filter((name) => name.startsWith(program));
    return Number(((names.reduce((sum, name) => sum + (used[name] ?? 0), 0) / seconds) * 100).toFixed(1));
  };
  const part = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? Number.NaN);
  return {
    webCpuPercent: percent("next-server"),
    postgresCpuPercent: percent("postgres"),
    visibleP50Ms: part(0.5),
    visibleP95Ms: part(0.95),
  };
}

function never(): never {
  throw new Error("no listener is open");
}

try {
  const woken = await measure(200);
  say(`woken by NOTIFY: ${JSON.stringify(woken)}`);
  await owner.query("alter function arm_topic rename to arm_topic_away");
  const asking = await measure(100);
  say(`by asking: ${JSON.stringify(asking)}`);
  console.log(JSON.stringify({ bench: "live", listeners, seconds, woken, asking }));
} finally {
  await owner.end();
  await orm.close(true);
  await environment.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
