"use client";

import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import { initialsOf } from "#web/components/page/initials-of.ts";
import { firstNameOf, listNames } from "../thread-name.ts";
import classes from "./presence.module.css";

const mostShown = 3;

/** Colleagues who have the thread open at this moment. */
export function Viewers({ people }: { people: readonly PresentPerson[] }) {
  const staff = people.filter(({ kind }) => kind === "staff");
  if (staff.length === 0) return null;
  const names = listNames(staff.map(({ name }) => firstNameOf(name)));
  const words = `${names} ${staff.length === 1 ? "is" : "are"} here too`;
  return (
    <span className={classes.viewers} title={words} role="img" aria-label={words}>
      {staff.slice(0, mostShown).map(({ id, name, doing }) => (
        <span key={id} className={classes.viewer} data-writing={doing !== "viewing" || undefined} aria-hidden>
          {initialsOf(name)}
        </span>
      ))}
      {staff.length > mostShown && (
        <span className={classes.viewer} aria-hidden>
          +{staff.length - mostShown}
        </span>
      )}
    </span>
  );
}
