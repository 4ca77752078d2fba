"use client";

import { TextInput } from "@mantine/core";
import type { Entry } from "@packpost/core/manual-recipients/list-entries";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { formatProblem } from "./format-entry.ts";
import classes from "./manual-recipients.module.css";

interface EntryLineProps {
  entry: Entry;
  /** Puts another text, or a candidate's number, in its place. */
  onCorrect: (text: string) => void;
  onRemove: () => void;
}

/** One entry as it was pasted: whom it means, or what is wrong and what can be done here. */
export function EntryLine({ entry, onCorrect, onRemove }: EntryLineProps) {
  const { text, problem, customer, candidates } = entry;
  const [typed, setTyped] = useState(text);
  const words = formatProblem(entry);
  const correctable = problem === "unknown" || problem === "malformed" || problem === "ambiguous";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "" && typed.trim() !== text) onCorrect(typed);
  };
  return (
    <li className={classes.line} data-problem={problem ?? undefined}>
      {problem === null ? (
        <IconCheck size={16} stroke={1.8} aria-label="Counts:" />
      ) : (
        <IconAlertTriangle size={16} stroke={1.8} aria-label="Needs a look:" />
      )}
      <div className={classes.entry}>
        {correctable ? (
          <form onSubmit={submit}>
            <TextInput
              size="xs"
              aria-label={`Correct “${text}”`}
              value={typed}
              maxLength={320}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onBlur={submit}
              aria-invalid
            />
          </form>
        ) : (
          <span className={classes.meant} title={text}>
            {customer?.name ?? text} <span className={classes.quiet}>{customer?.email ?? ""}</span>
          </span>
        )}
        {words !== null && <span className={classes.words}>{words}</span>}
        {candidates.length > 0 && (
          <span className={classes.candidates}>
            {candidates.map((person) => (
              <button
                key={person.number}
                type="button"
                className={classes.candidate}
                onClick={() => onCorrect(`#${person.number}`)}
              >
                {person.name}
                <span className={classes.quiet}>
                  {[person.email ?? "no email", `#${person.number}`, person.petNames.join(", ")]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </button>
            ))}
          </span>
        )}
      </div>
      <IconButton aria-label={`Take “${text}” off the list`} onClick={onRemove}>
        <IconX size={16} stroke={1.8} aria-hidden />
      </IconButton>
    </li>
  );
}
