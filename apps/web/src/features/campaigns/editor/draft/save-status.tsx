"use client";

import { IconCloudCheck, IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "../campaign-editor.module.css";
import type { SaveState } from "./draft-saver.ts";
import { formatSaved } from "./format-saved.ts";

/** "Saved 14:02", and what else can be with a draft that saves itself. */
export function SaveStatus({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const zone = useOrganisationZone();
  if (state.kind === "failed") {
    return (
      <span className={classes.save} data-whole role="status" data-tone="marigold">
        <IconCloudOff size={17} stroke={1.7} aria-hidden />
        Kept in this browser, not saved yet
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Try now
        </Button>
      </span>
    );
  }
  if (state.kind === "too_long" || state.kind === "conflict" || state.kind === "frozen") {
    return (
      <span className={classes.save} data-whole role="status" data-tone="marigold">
        <IconCloudOff size={17} stroke={1.7} aria-hidden />
        {state.kind === "too_long"
          ? "Not saved: too long"
          : state.kind === "frozen"
            ? "Read only"
            : "Not saved"}
      </span>
    );
  }
  if (state.kind === "saved") {
    return (
      <span className={classes.save} data-whole role="status">
        <IconCloudCheck size={17} stroke={1.7} aria-hidden />
        {formatSaved(state.at, new Date(), zone)}
      </span>
    );
  }
  return (
    <span className={classes.save} data-whole>
      <IconCloudUp size={17} stroke={1.7} aria-hidden />
      Saving…
    </span>
  );
}
