"use client";

import type { CustomerLine } from "@packpost/core/customer/list/customer-line-sql";
import { emailStates, textStates } from "@packpost/core/customer/states";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { Glossary } from "#web/components/status/glossary.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { emailStateWords, textStateWords } from "../state-words.ts";
import classes from "./customer-list.module.css";
import { Day } from "./day.tsx";
import { EmailState, TextState } from "./state-cell.tsx";

const column = tableColumns<CustomerLine>();

const emailEntries = emailStates
  .map((state) => ({ key: state, ...emailStateWords[state] }))
  .map(({ key, word, tone, icon, meaning }) => ({
    key,
    term: (
      <ToneBadge tone={tone} icon={icon}>
        {word}
      </ToneBadge>
    ),
    meaning,
  }))
  .toReversed();
const textEntries = textStates
  .map((state) => ({ key: state, ...textStateWords[state] }))
  .map(({ key, word, tone, icon, meaning }) => ({
    key,
    term: (
      <ToneBadge tone={tone} icon={icon}>
        {word}
      </ToneBadge>
    ),
    meaning,
  }))
  .toReversed();

/** Who, whether mail and texts reach them, their family and pets, and when they last did something that counts (P1). */
export const customerColumns = column.columns([
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
  column.accessor("family", {
    id: "family",
    header: "Family",
    meta: { width: "16%" },
    cell: ({ row: { original: line } }) => (
      <span title={`${line.family.name}, ${line.contact} contact`}>{line.family.name}</span>
    ),
  }),
  column.accessor("petNames", {
    id: "pets",
    header: "Pets",
    meta: { width: "16%" },
    cell: ({ row: { original: line } }) =>
      line.petNames.length === 0 ? (
        <span data-none>–</span>
      ) : (
        <span title={line.petNames.join(", ")}>{line.petNames.join(", ")}</span>
      ),
  }),
  column.accessor("lastTransactionAt", {
    id: "last",
    header: "Last transaction",
    meta: { width: "142px" },
    cell: ({ row }) => <Day at={row.original.lastTransactionAt} />,
  }),
]);
