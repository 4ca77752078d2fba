import { addSuppression } from "@packpost/core/suppression/add-suppression";
import { liftSuppression } from "@packpost/core/suppression/lift-suppression";
import { listSuppressions } from "@packpost/core/suppression/list-suppressions";
import { listSuppressionsSchema } from "@packpost/core/suppression/schemas";
import pg from "pg";
import type { BenchAudience } from "./create-audience.ts";
import type { StopWatch } from "./stop-watch.ts";

/** The list of blocked addresses when it holds three tenths as many as there are customers, as after years of bounces. */
export async function measureBlocked(
  watch: StopWatch,
  { ctx, large }: BenchAudience,
  ownerUrl: string,
): Promise<void> {
  const many = Math.floor(large.customers * 0.3);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    // Of people who are no customers any more: nobody's eligibility depends on them, so their triggers may rest.
    await owner.query("set session_replication_role = replica");
    await owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason, created_at)
       select $1, 'address', 'gone' || n || '@mail' || n % 50 || '.example', (array['hard_bounce', 'hard_bounce', 'complaint', 'by_hand'])[1 + n % 4],
         now() - make_interval(mins => n) from generate_series(1, $2::int) n`,
      [ctx.organisationId, many],
    );
    await owner.query("analyze suppression");
  } finally {
    await owner.end();
  }
  const list = (asked: Record<string, unknown>) => () =>
    listSuppressions({ ctx, input: listSuppressionsSchema.parse({ pageSize: 50, ...asked }) });
  for (const [what, asked] of [
    ["all", {}],
    ["complaints", { reason: "complaint" }],
    ["search of one", { search: `gone${many - 7}@` }],
    ["search of a host, 1 in 50", { search: "mail17.example" }],
    ["search of nobody", { search: "zzz" }],
  ] as const)
    await watch.read(`blocked addresses: ${what}`, list(asked), ({ matching }) => `${matching} match`);
  const first = await list({})();
  await watch.read(
    "blocked addresses: next page",
    list({ cursor: first.nextCursor }),
    ({ suppressions }) => `${suppressions.length}`,
  );
  await watch.once("block an address", () =>
    addSuppression({ ctx, input: { channel: "email", value: "person77@large.example" } }),
  );
  const found = await list({ search: "person77@" })();
  const suppressionId = found.suppressions[0]?.id ?? "";
  await watch.once("lift it", () => liftSuppression({ ctx, input: { suppressionId } }));
}
