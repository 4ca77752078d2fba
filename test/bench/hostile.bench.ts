import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { costlyTexts } from "../abuse/costly-texts.ts";
import { Browser } from "./hostile/browser.ts";
import { timeAnswers } from "./hostile/time-answers.ts";

/**
 * `npm run bench -- hostile [--seconds 30] [--tabs 13] [--json]`: how long `/api/health`, the sign-in page and another organisation's
 * list of campaigns take while four people of one organisation ask in so many tabs each for previews as expensive as they can
 * be, five in each request. Issue 7: p99 of the first two at most 200 ms. The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    tabs: { type: "string", default: String(costlyTexts.length) },
    json: { type: "boolean", default: false },
  },
});
const [seconds, tabs] = [Number(values.seconds), Number(values.tabs)];
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));
const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: true,
  ports: anyPorts,
  external: noExternalServices,
  seed: true,
  // The web app will not start without a provider, real or simulated.
  programs: ["simulator", "api", "web"],
  step: createStepRunner(say),
  report: say,
});
try {
  const { webUrl, secrets } = environment;
  if (!webUrl) throw new Error("The bench needs web.");
  const signIn = (email: string) => Browser.signIn(webUrl, email, secrets.staffPassword);
  const attackers = await Promise.all(
    ["dana", "priya", "tomasz", "jonah"].map((name) => signIn(`${name}@riverside.example`)),
  );
  const neighbour = await signIn("ingrid@hilltop.example");
  const answered = new Map<number, number>();
  const idle = await measure(webUrl, neighbour, 5, []);
  const hostile = await measure(
    webUrl,
    neighbour,
    seconds,
    attackers.map((browser) => (signal) => attack(browser, answered, signal)),
  );
  for (const [what, times] of Object.entries(hostile)) say(`${what}: ${JSON.stringify(times)}`);
  console.log(
    JSON.stringify({
      bench: "hostile",
      seconds,
      tabs,
      answered: Object.fromEntries(answered),
      idle,
      hostile,
    }),
  );
} finally {
  await environment.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

async function measure(
  webUrl: string,
  neighbour: Browser,
  forSeconds: number,
  attacks: readonly ((signal: AbortSignal) => Promise<void>)[],
) {
  const signal = AbortSignal.timeout(forSeconds * 1_000);
  // What this process is late itself is in its figures.
  const own = monitorEventLoopDelay({ resolution: 5 });
  own.enable();
  const plain = (path: string) => async () => {
    const response = await fetch(`${webUrl}${path}`);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  };
  const [health, signInPage, campaigns] = await Promise.all([
    timeAnswers(plain("/api/health"), 10, signal),
    timeAnswers(plain("/sign-in"), 50, signal),
    timeAnswers(() => neighbour.open("/campaigns"), 200, signal),
    ...attacks.map((attack) => attack(signal)),
  ]);
  own.disable();
  return { health, signInPage, campaigns, ownLoopP99Ms: Math.round(own.percentile(99) / 1e6) };
}

/** Without a pause, as long as the signal lets it; counts what was answered. */
async function attack(browser: Browser, answered: Map<number, number>, signal: AbortSignal): Promise<void> {
  const look = { campaignId: crypto.randomUUID(), passId: null, subject: "Hi", preheader: "" };
  const count = (status: number) => answered.set(status, (answered.get(status) ?? 0) + 1);
  const asking = costlyTexts.slice(0, tabs).map(async ([, text], at) => {
    for (let n = 0; !signal.aborted; n += 1) {
      const bodies = Array.from({ length: 5 }, (_, of) => `${text}\n\n${at} ${n} ${of}`);
      count(
        await browser.call(
          "campaign.preview",
          bodies.map((bodyMarkdown) => ({ ...look, bodyMarkdown })),
        ),
      );
    }
  });
  await Promise.all(asking);
}
