import type { AudiencePerson } from "@packpost/core/audience/list-audience";
import { tableColumns } from "#web/components/table-columns.ts";
import classes from "./audience.module.css";
import { ReasonBadges } from "./reason-badges.tsx";
import { reasonWords } from "./reason-words.ts";

const column = tableColumns<AudiencePerson>();

/** Who they are and, for those who will not receive it, all reasons and what would help. */
export const audienceColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title" },
    cell: ({ row }) => (
      <span title={`${row.original.name}, customer ${row.original.number}`}>
        {row.original.name}
        {row.original.added && <span className={classes.added}>added by hand</span>}
      </span>
    ),
  }),
  column.accessor("email", {
    id: "email",
    header: "Email",
    meta: {},
    cell: ({ row }) => <span title={row.original.email ?? undefined}>{row.original.email ?? "–"}</span>,
  }),
  column.accessor("petNames", {
    id: "pets",
    header: "Pets",
    meta: { width: "11%" },
    cell: ({ row }) => {
      const pets = row.original.petNames.map((name) => name || "unnamed").join(", ");
      return <span title={pets || undefined}>{pets || "–"}</span>;
    },
  }),
  column.display({
    id: "reasons",
    header: "Why not",
    meta: { cut: true },
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
    meta: { phone: "hidden" },
    cell: ({ row }) => {
      const fixes = row.original.reasons
        .map(({ code }) => reasonWords[code].fix)
        .filter((fix) => fix !== null);
      return <span title={fixes.join(" · ") || undefined}>{fixes.join(" · ")}</span>;
    },
  }),
]);
