"use client";

import type { CustomerLine } from "@packpost/core/customer/list/customer-line-sql";
import { emailStates, textStates } from "@packpost/core/customer/states";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { Glossary } from "#web/components/status/glossary.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { emailStateWords, type StateWord, textStateWords } from "../state-words.ts";
import classes from "./customer-list.module.css";
import { Day } from "./day.tsx";
import { EmailState, TextState } from "./state-cell.tsx";

const column = tableColumns<CustomerLine>();

const termOf = ({ word, tone, icon }: StateWord) => (
  <ToneBadge tone={tone} icon={icon}>
    {word}
  </ToneBadge>
);

/** States and what they mean, the best first. */
const entriesOf = <State extends string>(states: readonly State[], words: Record<State, StateWord>) =>
  states.map((key) => ({ key, term: termOf(words[key]), meaning: words[key].meaning })).toReversed();

const emailEntries = entriesOf(emailStates, emailStateWords);
const textEntries = entriesOf(textStates, textStateWords);

const who = [
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title", sortable: "Name" },
    cell: ({ row }) => <span title={row.original.name}>{row.original.name}</span>,
    below: ({ email, phone }) => (
      <span className={classes.below}>
        {email === null ? (phone ?? "no address, no number") : <EmailAddress address={email} />}
      </span>
    ),
  }),
  column.accessor("emailState", {
    id: "email",
    header: "Email state",
    meta: {
      phone: "aside",
      width: "152px",
      beside: <Glossary label="What the states of email mean" entries={emailEntries} />,
    },
    cell: ({ row }) => <EmailState line={row.original} />,
  }),
  column.accessor("textState", {
    id: "text",
    header: "Texts",
    meta: {
      width: "132px",
      beside: <Glossary label="What the states of texts mean" entries={textEntries} />,
    },
    cell: ({ row }) => <TextState line={row.original} />,
  }),
] as const;

const family = column.accessor("family", {
  id: "family",
  header: "Family",
  meta: { width: "16%" },
  cell: ({ row: { original: line } }) => (
    <span title={`${line.family.name}, ${line.contact} contact`}>{line.family.name}</span>
  ),
});

const pets = column.accessor("petNames", {
  id: "pets",
  header: "Pets",
  meta: { width: "16%" },
  cell: ({ row: { original: line } }) =>
    line.petNames.length === 0 ? (
      <span data-none>–</span>
    ) : (
      <span title={line.petNames.join(", ")}>{line.petNames.join(", ")}</span>
    ),
});

const last = column.accessor("lastTransactionAt", {
  id: "last",
  header: "Last transaction",
  meta: { width: "142px" },
  cell: ({ row }) => <Day at={row.original.lastTransactionAt} />,
});

/** Who, whether mail and texts reach them, their family and pets, and when they last did something that counts (P1). */
export const customerColumns = column.columns([...who, family, pets, last]);

/** The same of those who fall silent, or have: with the day from which no campaign goes to them (P7). */
export const silentColumns = column.columns([
  ...who,
  pets,
  last,
  column.accessor("silentFrom", {
    id: "silent",
    header: "Silent from",
    meta: { width: "142px" },
    cell: ({ row }) => <Day at={row.original.silentFrom} before="Silent from " />,
  }),
]);
