"use client";

import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import { IconAlertCircle, IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { goToLists, goToPart } from "./go-to.ts";
import { type Check, type ChecksInput, type CheckTarget, listChecks } from "./list-checks.ts";
import classes from "./preflight.module.css";

interface PreflightProps extends ChecksInput {
  /** A draft that has just been begun is not judged yet. */
  hasText: boolean;
  /** Writes a fallback into the text, where that is at hand. */
  onFallback?: (field: MergeFieldName) => void;
  /** Called before a jump, e.g. to close the dialog it starts from. */
  onJump?: () => void;
}

const marks = {
  good: { Icon: IconCheck, label: "In order:" },
  look: { Icon: IconAlertTriangle, label: "Worth a look:" },
  blocking: { Icon: IconAlertCircle, label: "Blocks sending:" },
} as const;

/** What is looked at before sending, each line leading to its place (C5). */
export function Preflight({ hasText, onJump, onFallback, ...input }: PreflightProps) {
  const [, showRecipients] = useQueryState("show", parseAsString);
  if (!hasText) return null;
  const jump = (target: CheckTarget) => {
    onJump?.();
    // The dialog gives the focus back when it closes; only then can it be put elsewhere.
    setTimeout(
      () => {
        if (target.kind === "part") goToPart(target);
        if (target.kind === "lists") goToLists();
        if (target.kind !== "missing") return;
        void showRecipients(`no-${target.field}`);
        document.getElementById("recipients")?.scrollIntoView({ block: "start" });
      },
      onJump === undefined ? 0 : 350,
    );
  };
  return (
    <ul className={classes.checks} aria-label="Before sending">
      {listChecks(input).map((check) => (
        <Line key={check.key} check={check} onJump={jump} onFallback={onFallback} />
      ))}
    </ul>
  );
}

/** The usual lines, their words unseen: what comes takes their room, and nothing below it moves. */
export function PreflightSkeleton() {
  const usual = listChecks({ problems: [], missing: [], open: [], hasUnsubscribe: true });
  return (
    <ul className={classes.checks} aria-hidden="true">
      {usual.map(({ key, words }) => (
        <li key={key} className={classes.check} data-waiting>
          <span className={classes.mark} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

interface LineProps {
  check: Check;
  onJump: (target: CheckTarget) => void;
  onFallback: ((field: MergeFieldName) => void) | undefined;
}

function Line({ check, onJump, onFallback }: LineProps) {
  const { state, words, target } = check;
  const { Icon, label } = marks[state];
  return (
    <li className={classes.check} data-state={state}>
      <Icon size={16} stroke={1.8} aria-label={label} />
      <span>
        {words}{" "}
        {target?.kind === "settings" && (
          <Link href={target.at} className={classes.jump}>
            Open Settings
          </Link>
        )}
        {target?.kind === "passes" && (
          <Link href="/customers/passes" className={classes.jump}>
            Open Passes
          </Link>
        )}
        {target !== undefined && target.kind !== "settings" && target.kind !== "passes" && (
          <button type="button" className={classes.jump} onClick={() => onJump(target)}>
            {formatJump(target)}
          </button>
        )}
        {target?.kind === "missing" && onFallback !== undefined && (
          <button type="button" className={classes.jump} onClick={() => onFallback(target.field)}>
            Add a fallback
          </button>
        )}
      </span>
    </li>
  );
}

function formatJump(target: Exclude<CheckTarget, { kind: "settings" | "passes" }>): string {
  if (target.kind === "missing" || target.kind === "lists") return "Show them";
  return target.line === undefined || target.part !== "body" ? "Go there" : `Line ${target.line}`;
}
