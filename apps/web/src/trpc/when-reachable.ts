import { pageConnection } from "./page-connection.ts";
import { pageSession } from "./page-session.ts";

/** Between two tries while the server is there and does not answer. */
const againMs = 1_500;

/** Resolves once what came to nothing is worth another try: the server can be reached and somebody is signed in. */
export async function whenReachable(): Promise<void> {
  if (await pageConnection.doubt()) await new Promise((resolve) => setTimeout(resolve, againMs));
  else await pageConnection.whenBack();
  if (!pageSession.hasEnded()) return;
  await new Promise<void>((resolve) => {
    const stop = pageSession.subscribe(() => {
      if (pageSession.hasEnded()) return;
      stop();
      resolve();
    });
  });
}
