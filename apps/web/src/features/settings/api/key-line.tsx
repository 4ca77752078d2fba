"use client";

import type { ShownKey } from "@packpost/core/api-key/list-keys";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Line } from "#web/components/lines/line-list.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./api.module.css";
import { scopeWords } from "./scope-words.ts";

const RotateKey = dynamic(
  () => loadLater(() => import("./rotate-key.tsx")).then((module) => module.RotateKey),
  {
    ssr: false,
  },
);
const RevokeKey = dynamic(
  () => loadLater(() => import("./revoke-key.tsx")).then((module) => module.RevokeKey),
  {
    ssr: false,
  },
);

/** A key: what it may, when it was used last, and how it is ended. */
export function KeyLine({ line }: { line: ShownKey }) {
  const [asked, ask] = useState<"rotate" | "revoke" | null>(null);
  const [current, ...older] = line.secrets;
  return (
    <Line
      name={line.name}
      badges={line.revokedAt !== null && <ToneBadge tone="grey">Revoked</ToneBadge>}
      ended={line.revokedAt !== null}
      acts={
        line.revokedAt === null ? (
          <>
            <Button
              variant="default"
              aria-label={`Rotate the key ${line.name}`}
              onClick={() => ask("rotate")}
            >
              Rotate
            </Button>
            <Button
              variant="subtle"
              color="red"
              aria-label={`Revoke the key ${line.name}`}
              onClick={() => ask("revoke")}
            >
              Revoke
            </Button>
          </>
        ) : undefined
      }
      dialogs={
        <>
          {asked === "rotate" && <RotateKey line={line} onClose={() => ask(null)} />}
          {asked === "revoke" && <RevokeKey line={line} onClose={() => ask(null)} />}
        </>
      }
    >
      <p className={classes.scopes}>{line.scopes.map((scope) => scopeWords[scope].word).join(" · ")}</p>
      <p>
        {line.revokedAt === null && current !== undefined && (
          <>
            <code>{current.prefix}</code> · {usedWords(current.lastUsedAt)}
            {current.lastUsedAt !== null && <Time at={current.lastUsedAt} />} ·{" "}
          </>
        )}
        made by {line.createdBy} <Time at={line.createdAt} />
        {line.revokedAt !== null && (
          <>
            {" "}
            · revoked <Time at={line.revokedAt} />
          </>
        )}
      </p>
      {line.revokedAt === null &&
        older.map((secret) => (
          <p key={secret.prefix}>
            The one before, <code>{secret.prefix}</code>, works until <Time at={secret.expiresAt} /> ·{" "}
            {usedWords(secret.lastUsedAt)}
            {secret.lastUsedAt !== null && <Time at={secret.lastUsedAt} />}
          </p>
        ))}
    </Line>
  );
}

const usedWords = (at: Date | null) => (at === null ? "never used" : "last used ");
