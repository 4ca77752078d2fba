import { PackpostError } from "@packpost/core/errors";
import { route } from "#web/server/http/route.ts";

/** Where `refuse-unreadable-addresses` leads whatever cannot be read as a request. */
const handle = route("unreadable", async (): Promise<Response> => {
  throw new PackpostError("invalid_input", "This address cannot be read.", {
    nextStep: "Open it from the page or the mail again, or copy it whole.",
  });
});

export const dynamic = "force-dynamic";
export {
  handle as GET,
  handle as HEAD,
  handle as POST,
  handle as PUT,
  handle as PATCH,
  handle as DELETE,
  handle as OPTIONS,
};
