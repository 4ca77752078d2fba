"use client";

import { refusalOf } from "../frame/portal-client.ts";
import type { PortalTranslator } from "../frame/portal-messages.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { PlainPress } from "../frame/press.tsx";
import classes from "./conversation.module.css";
import type { OwnOutbox, OwnOutboxEntry } from "./outgoing-item.ts";
import { Pictures } from "./pictures.tsx";

interface OutgoingBubbleProps {
  one: OwnOutboxEntry;
  outbox: () => OwnOutbox;
}

/** A message of mine that is under way: it never looks as if it had arrived. */
export function OutgoingBubble({ one: { item, state }, outbox }: OutgoingBubbleProps) {
  const { t } = usePortal();
  return (
    <div className={classes.message} data-mine data-under-way>
      <Pictures pictures={item.pictures} />
      {item.body !== "" && (
        <p className={classes.bubble} dir="auto">
          {item.body}
        </p>
      )}
      {state.kind === "refused" ? (
        <div className={classes.refused} role="alert">
          <span>{explain(state.error, t)}</span>
          <PlainPress onClick={() => outbox().retry(item.entryId)}>{t("thread.retry")}</PlainPress>
          <PlainPress onClick={() => outbox().takeBack(item.entryId)}>{t("thread.discard")}</PlainPress>
        </div>
      ) : (
        <p className={classes.below}>
          {state.kind === "waiting"
            ? t("thread.waits")
            : state.kind === "sending"
              ? t("thread.sending")
              : "\u00a0"}
        </p>
      )}
    </div>
  );
}

/** What its writer is told. */
function explain(thrown: unknown, t: PortalTranslator): string {
  const { code, retryAfterSeconds } = refusalOf(thrown);
  if (code === "rate_limited") return t("thread.tooFast", { seconds: retryAfterSeconds });
  return code === "not_found" ? t("thread.gone") : t("thread.failed");
}
