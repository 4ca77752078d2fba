import type { AudiencePerson } from "@packpost/core/audience/list-audience";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { Clamped } from "#web/components/table/clamped.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import classes from "./audience.module.css";
import { PetNames } from "./pet-names.tsx";
import { ReasonBadges } from "./reason-badges.tsx";
import { WhatHelps } from "./what-helps.tsx";

const column = tableColumns<AudiencePerson>();

/** Who they are and, for those who will not receive it, all reasons and what would help. */
export const audienceColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title", width: "16%" },
    cell: ({ row }) => (
      <span>
        <Clamped title={`${row.original.name}, customer ${row.original.number}`}>{row.original.name}</Clamped>
        {row.original.added && <span className={classes.added}>added by hand</span>}
      </span>
    ),
  }),
  column.accessor("email", {
    id: "email",
    header: "Email",
    meta: { width: "23%", wrap: true },
    cell: ({ row: { original: person } }) =>
      person.email === null ? <span>–</span> : <EmailAddress address={person.email} />,
  }),
  column.accessor("petNames", {
    id: "pets",
    header: "Pets",
    meta: { width: "13%" },
    cell: ({ row }) => <PetNames active={row.original.petNames} inactive={row.original.inactivePetNames} />,
  }),
  column.display({
    id: "reasons",
    header: "Receives it?",
    meta: { wrap: true, width: "25%" },
    cell: ({ row }) =>
      row.original.reasons.length === 0 ? (
        <span className={classes.will}>Will receive it</span>
      ) : (
        <ReasonBadges reasons={row.original.reasons} />
      ),
  }),
  column.display({
    id: "fix",
    header: "What helps",
    meta: { wrap: true },
    cell: ({ row }) => <WhatHelps person={row.original} />,
  }),
]);
