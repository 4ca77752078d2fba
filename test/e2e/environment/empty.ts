import { makeFirstLink } from "../../../scripts/environment/make-first-link.ts";
import { runEnvironment } from "./run-environment.ts";

/** An installation on which nobody has founded anything, as `npm start -- --empty` leaves it, beside the one that all tests share. */
await runEnvironment(
  "empty",
  { seed: false, programs: ["simulator", "api", "web"], isBuilt: true },
  async ({ webUrl, databaseOwnerUrl }) => {
    const token = await makeFirstLink(databaseOwnerUrl);
    process.send?.({ webUrl, link: `${webUrl}/founding/${token}` });
  },
);
