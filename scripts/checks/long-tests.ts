/**
 * Tests that take `npm test` beyond its 20 minutes and that little else depends on: plans of statements among tens of thousands of rows,
 * pace by the real clock. `npm run faults` runs them, after the faults.
 */
export const longTests = pathsOf([
  "db/audience-pages",
  "db/customer-edit-plans",
  "db/customer-list-plans",
  "db/periodic-plans",
  "db/recipient-pages",
  "db/stale-statistics",
  "flows/pace",
  "flows/provider-list",
]);

/**
 * Faults that `npm run faults` alone runs. What stays in `npm test`: a worker killed, a provider or carrier that answers wrongly, for each
 * kind of message.
 */
export const longFaults = pathsOf([
  "faults/alert-down",
  "faults/cuts",
  "faults/days",
  "faults/hours-line",
  "faults/import",
  "faults/lost-temporal",
  "faults/mass-mail",
  "faults/provider",
  "faults/restore",
  "faults/send-later",
  "faults/soak",
  "faults/two-copies",
  "faults/unanswered",
]);

function pathsOf(names: readonly string[]): readonly string[] {
  return names.map((name) => `test/${name}.test.ts`);
}
