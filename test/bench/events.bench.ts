import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { changeWebhookSecret } from "@packpost/core/webhook/change-webhook-secret";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { initOrm, inOrganisation } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import { seedLarge } from "@packpost/db/seed/seed-large";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { median } from "./campaign/median.ts";
import { createSentCampaign } from "./events/create-sent-campaign.ts";
import { measureVisible } from "./events/measure-visible.ts";
import { mixedEvents } from "./events/mixed-events.ts";
import { runLoad } from "./events/run-load.ts";
import { WebReader } from "./events/web-reader.ts";
import { cpuBetween, readCpu } from "./profile/read-cpu.ts";

type Figure = "perSecond" | "answerP95Ms" | "apiCpuUs" | "postgresCpuUs" | "loadCpuUs";

/**
 * `npm run bench -- events [--n 20000] [--rounds 3] [--connections 200] [--json]`: a provider's events of mixed kinds over
 * HTTP, one a request, each committed by a durable PostgreSQL before its 200. Then how soon they stand on the campaign's
 * page at half that rate, and how long pages take meanwhile. The last line is JSON; figures are medians.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "20000" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "200" },
    json: { type: "boolean", default: false },
  },
});
const [n, rounds, connections] = [Number(values.n), Number(values.rounds), Number(values.connections)];
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
const orm = await initOrm({ url: environment.databaseUrl });
try {
  const { apiUrl, databaseOwnerUrl: ownerUrl, webUrl } = environment;
  if (!apiUrl || !webUrl) throw new Error("The bench needs api and web.");
  // A mail is told of 1.6 times on average; one more round is for the steady rate.
  const customers = Math.ceil((n * (rounds + 1)) / 1.6 / 3) * 3;
  const large = await seedLarge({ orm, customers, onlyGood: true, ownerUrl });
  const sent = await createSentCampaign(orm, large);
  say(`${sent.mails.length} mails sent`);
  const { ctx, campaignId } = sent;
  const { password } = await changeWebhookSecret({ seal: null, ctx });
  const authorization = `Basic ${Buffer.from(`${WEBHOOK_USER}:${password}`).toString("base64")}`;
  const url = `${apiUrl}/webhooks/postmark/${ctx.organisationId}`;
  const events = mixedEvents(sent.mails, n * (rounds + 1), new Date(Date.now() - 600_000));

  const done: Record<Figure, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const requests = events.slice(round * n, (round + 1) * n);
    const before = readCpu();
    const { answerP95Ms, cpuS, seconds } = await runLoad({
      url,
      authorization,
      requests,
      connections,
      perSecond: null,
    });
    const used = cpuBetween(before, readCpu());
    const eventUs = (program: string) => ((used[program] ?? 0) * 1e6) / requests.length;
    const figures = {
      perSecond: requests.length / seconds,
      answerP95Ms,
      apiCpuUs: eventUs("api"),
      postgresCpuUs: eventUs("postgres"),
      loadCpuUs: (cpuS * 1e6) / requests.length,
    };
    const shown = Object.entries(figures).map(([name, figure]) => `${name} ${Math.round(figure)}`);
    say(`round ${round + 1}: ${shown.join(", ")}`);
    done.push(figures);
  }
  const middle = (name: Figure) => Math.round(median(done.map((figures) => figures[name])));

  const email = "bench@staff.example";
  const passwordHash = await hashStaffPassword(password);
  const staff = { id: crypto.randomUUID(), name: "Bench", email, role: "owner" as const };
  await inOrganisation(orm, ctx.organisationId, async (em) =>
    createStaff(em, ctx.organisationId, [staff], passwordHash),
  );
  const reader = await WebReader.signIn(webUrl, email, password);
  const perSecond = middle("perSecond");
  const visible = await measureVisible(reader, campaignId, {
    ...{ url, authorization, connections },
    requests: events.slice(rounds * n),
    perSecond: perSecond / 2,
  });
  const broken = await checkInvariants({ ctx, input: { campaignId } });
  if (broken.length > 0) throw new Error(`invariants are broken: ${JSON.stringify(broken)}`);
  console.log(
    JSON.stringify({
      ...{ bench: "events", n, connections, perSecond, answerP95Ms: middle("answerP95Ms") },
      ...{
        apiCpuUs: middle("apiCpuUs"),
        postgresCpuUs: middle("postgresCpuUs"),
        loadCpuUs: middle("loadCpuUs"),
      },
      ...{ steadyPerSecond: Math.round(perSecond / 2), visibleP95Ms: Math.round(visible.visibleP95Ms) },
      ...{ pageIdleMs: Math.round(visible.pageIdleMs), pageMs: Math.round(visible.pageMs) },
    }),
  );
} finally {
  await orm.close(true);
  await environment.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
