"use client";

import type { KnownPerson } from "@packpost/core/customer/edit/find-known";
import Link from "next/link";
import classes from "./form-dialog.module.css";
import { formatKnown } from "./format-known.ts";

/** Who has this address, number or name already; said before anything is written. */
export function KnownPeople({ people, meant }: { people: readonly KnownPerson[]; meant: string }) {
  if (people.length === 0) return null;
  return (
    <div className={classes.warning} role="status">
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            {formatKnown(person)}: <Link href={`/customers/${person.id}`}>open their page</Link>
          </li>
        ))}
      </ul>
      <p>{meant}</p>
    </div>
  );
}
