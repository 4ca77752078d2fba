import { countMissingValues } from "@packpost/core/audience/count-missing-values";
import { exportAudience } from "@packpost/core/audience/export-audience";
import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import type { AudienceFilter } from "@packpost/core/audience/schemas";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { listEntries } from "@packpost/core/manual-recipients/list-entries";
import { suggestPeople } from "@packpost/core/manual-recipients/suggest-people";
import { encodeCursor } from "@packpost/core/paging/cursor";
import type { BenchAudience } from "./create-audience.ts";
import { measureFile } from "./measure-file.ts";
import type { StopWatch } from "./stop-watch.ts";

const filters: readonly [string, AudienceFilter][] = [
  ["all", { kind: "all" }],
  ["will", { kind: "will" }],
  ["will not", { kind: "will_not" }],
  ["application pending (1 in 50)", { kind: "reason", reason: "application_pending" }],
  ["silent (1 in 70)", { kind: "reason", reason: "silent" }],
  ["registration expired", { kind: "reason", reason: "registration_expired" }],
  ["same mailbox", { kind: "reason", reason: "same_mailbox" }],
  ["complained (a handful)", { kind: "reason", reason: "complained" }],
  ["excluded by hand", { kind: "reason", reason: "excluded_by_hand" }],
  ["invalid email (nobody)", { kind: "reason", reason: "invalid_email" }],
  ["added by hand", { kind: "added" }],
  ["without first name (a handful)", { kind: "missing", field: "first_name" }],
  ["without valid through", { kind: "missing", field: "valid_through" }],
];

/** What somebody waits for who writes a campaign, from choosing the pass to the send button. */
export async function measureDraft(watch: StopWatch, audience: BenchAudience): Promise<void> {
  const { ctx, campaignId, large } = audience;
  const key = { campaignId, passId: large.passId };
  const count = () => countAudience({ ctx, input: key });
  await watch.once("count, the first of the day", count);
  await watch.read("count", count, (found) => `${found.willReceive} will, ${found.willNot} will not`);
  await watch.read(
    "count missing first names",
    () => countMissingValues({ ctx, input: { ...key, fields: ["first_name", "pet_names"] } }),
    (found) => found.map(({ field, people }) => `${field} ${people}`).join(),
  );
  await measureLists(watch, audience);
  for (const search of ["gu", "gus p", "son", "person99", "zzz"])
    await watch.read(
      `name completion: ${search}`,
      () => suggestPeople({ ctx, input: { search } }),
      (found) => `${found.length} people`,
    );
  for (const [what, filter] of filters) {
    const input = { ...key, filter, search: "", pageSize: 50 };
    await watch.read(
      `list: ${what}`,
      () => listAudience({ ctx, input }),
      (page) => `${page.people.length} people`,
    );
  }
  const from = (name: string) => encodeCursor([name, "00000000-0000-7000-8000-000000000000"]);
  for (const [what, filter, cursor] of [
    ["all, from G", { kind: "all" }, from("gus")],
    ["all, last page", { kind: "all" }, from("june person9999")],
    ["will not, from G", { kind: "will_not" }, from("gus")],
    ["complained, from G", { kind: "reason", reason: "complained" }, from("gus")],
  ] as const) {
    const input = { ...key, filter, search: "", pageSize: 50, cursor };
    await watch.read(
      `list: ${what}`,
      () => listAudience({ ctx, input }),
      (page) => `${page.people.length} people`,
    );
  }
  for (const [what, search, filter] of [
    ["one person", `person${large.customers - 3}@`, { kind: "all" }],
    ["a pet that every fifth has", "biscuit", { kind: "all" }],
    ["a pet, will not", "biscuit", { kind: "will_not" }],
    ["everybody's host, complained", "large.example", { kind: "reason", reason: "complained" }],
    ["two letters", "zq", { kind: "all" }],
  ] as const) {
    const input = { ...key, filter, search, pageSize: 50 };
    await watch.read(
      `search: ${what}`,
      () => listAudience({ ctx, input }),
      (page) => `${page.people.length} people`,
    );
  }
  await measureFile(watch, "file of the review", () =>
    exportAudience({ ctx, input: { campaignId, filter: { kind: "all" }, search: "" } }),
  );
  await measureFile(watch, "file of the review, will not", () =>
    exportAudience({ ctx, input: { campaignId, filter: { kind: "will_not" }, search: "" } }),
  );
  const review = await watch.once(
    "open the send dialog (review)",
    () => reviewAudience({ ctx, input: { campaignId } }),
    ({ willReceive }) => `${willReceive} people`,
  );
  await watch.once("open it again", () => reviewAudience({ ctx, input: { campaignId } }));
  const opened = await reviewAudience({ ctx, input: { campaignId } });
  await enterPeople({ ctx, input: { campaignId, list: "exclude", text: "#31,#32,#33" } });
  const asked = { campaignId, version: 2, confirmedCount: review.willReceive, reviewId: opened.reviewId };
  const changed = await watch.once(
    "send, others meanwhile",
    () => sendCampaign({ ctx, input: asked }),
    (result) => JSON.stringify(result).slice(0, 120),
  );
  if (changed.outcome !== "audience_changed") throw new Error(JSON.stringify(changed));
  const again = { ...asked, confirmedCount: changed.now, reviewId: changed.reviewId };
  const sent = await watch.once("send, as confirmed", () => sendCampaign({ ctx, input: again }));
  if (sent.outcome !== "scheduled") throw new Error(JSON.stringify(sent));
}

async function measureLists(watch: StopWatch, { ctx, campaignId, large }: BenchAudience): Promise<void> {
  const far = large.customers + 1;
  const numbers = (from: number, many: number) => Array.from({ length: many }, (_, at) => `#${from + at}`);
  const mixed = numbers(1, 9_000).map((number, at) =>
    at % 3 === 0 ? number : at % 3 === 1 ? `person${at + 1}@large.example` : `Ada Person${(at + 1) * 10}`,
  );
  const add = { campaignId, list: "add", text: [...mixed, ...numbers(far, 1_000)].join("\n") } as const;
  await watch.once(
    "paste 10,000 to add",
    () => enterPeople({ ctx, input: add }),
    (result) => JSON.stringify(result.outcome === "entered" ? result.count : result),
  );
  const exclude = numbers(Math.floor(large.customers / 2), 9_990).join(", ");
  await watch.once("paste 9,990 to exclude", () =>
    enterPeople({ ctx, input: { campaignId, list: "exclude", text: exclude } }),
  );
  const problems = { campaignId, list: "add", show: "problems", pageSize: 50 } as const;
  await watch.read(
    "problems of the list",
    () => listEntries({ ctx, input: problems }),
    ({ count }) => `${count.problems} problems`,
  );
  await watch.read(
    "count, both lists full",
    () => countAudience({ ctx, input: { campaignId, passId: large.passId } }),
    (found) => `${found.willReceive} will, ${found.willNot} will not, ${found.added} added`,
  );
}
