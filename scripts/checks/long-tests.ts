/**
 * Tests that take `npm test` beyond its 20 minutes and that little else depends on: plans of statements among tens of thousands of rows,
 * pace by the real clock. `npm run faults` runs them, after the faults.
 */
export const longTests = [
  "db/audience-pages",
  "db/customer-edit-plans",
  "db/customer-list-plans",
  "db/periodic-plans",
  "db/recipient-pages",
  "db/stale-statistics",
  "flows/pace",
  "flows/provider-list",
].map((name) => `test/${name}.test.ts`);
