import { makeFirstLink } from "../../../scripts/environment/make-first-link.ts";
import { runEnvironment } from "./run-environment.ts";

/** An installation on which nobody has founded anything, as `npm start -- --empty` leaves it. */
await runEnvironment(
  "empty",
  { seed: false, programs: ["simulator", "api", "web"] },
  async ({ webUrl, databaseOwnerUrl }) => {
    const token = await makeFirstLink(databaseOwnerUrl);
    process.send?.({ webUrl, link: `${webUrl}/founding/${token}` });
  },
);
