import { PRESENCE_CHANNEL, readPresenceSignal } from "@packpost/core/conversation/presence/presence-signal";
import { env } from "#web/env.ts";
import { log } from "#web/server/log.ts";
import { shutdownSignal } from "#web/server/process/shutdown.ts";
import { singleton } from "#web/server/singleton.ts";
import { ChangeListener } from "./change-listener.ts";
import { presenceBoard } from "./presence-board.ts";

/** The process's listener for changes, connected when the first page wants to be kept up. */
export function hearOfChanges(): ChangeListener {
  return singleton(
    "change-listener",
    () =>
      new ChangeListener({
        url: env.DATABASE_LISTEN_URL ?? env.DATABASE_URL,
        others: {
          [PRESENCE_CHANNEL]: (payload) => {
            const signal = readPresenceSignal(payload);
            if (signal !== undefined) presenceBoard().put(signal);
          },
        },
        signal: shutdownSignal(),
        onLost: (error) => log.warn({ err: error }, "live pages read on a tick: notifications do not come"),
      }),
  );
}
