import type { MergePreview, MergeSide } from "@packpost/core/customer/merge/preview-merge";
import { type MergeFieldOfPerson, mergeFieldsOfPerson } from "@packpost/core/customer/merge/schemas";
import { formatCount } from "#web/components/form/format-number.ts";
import classes from "./merge.module.css";

const fieldWords: Record<MergeFieldOfPerson, string> = {
  firstName: "First name",
  lastName: "Last name",
  email: "Email",
  phone: "Phone",
};

const refusedWords = { campaign: "campaigns", notice: "emails about messages", text: "texts" };

/** Both records beside each other, with whose fields go on, and what becomes of the rest (P11). */
export function BothSides({
  preview,
  take,
  onTake,
}: {
  preview: MergePreview;
  take: readonly MergeFieldOfPerson[];
  onTake: (take: MergeFieldOfPerson[]) => void;
}) {
  const { kept, merged, familyToo } = preview;
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.sides}>
          <thead>
            <tr>
              <td />
              <th scope="col">Kept: customer {kept.number}</th>
              <th scope="col">Merged into it: customer {merged.number}</th>
            </tr>
          </thead>
          <tbody>
            {mergeFieldsOfPerson.map((field) => (
              <Field
                key={field}
                field={field}
                {...{ kept, merged }}
                theirs={take.includes(field)}
                onChange={(theirs) =>
                  onTake(theirs ? [...take, field] : take.filter((other) => other !== field))
                }
              />
            ))}
            {facts.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{of(kept)}</td>
                <td>{of(merged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className={classes.what}>
        <li>
          {kept.name} gets all passes, transactions and messages of both; of two applications for one pass the
          stronger stays.
        </li>
        {familyToo ? (
          <li>
            Nobody else is in the {merged.family.name} family: its pets, visits and conversation go along into
            the {kept.family.name} family.
          </li>
        ) : (
          kept.family.id !== merged.family.id && (
            <li>
              {merged.others.join(", ")} and the pets stay in the {merged.family.name} family.
            </li>
          )
        )}
        <li>What either asked not to be sent, neither is sent.</li>
        <li>What was sent to either stays where it was counted, and is read on one page.</li>
      </ul>
    </>
  );
}

const facts: { label: string; of: (side: MergeSide) => string }[] = [
  {
    label: "Family",
    of: ({ family, others }) =>
      [family.name, others.length === 0 ? "" : `with ${others.join(", ")}`].filter(Boolean).join(" "),
  },
  { label: "Pets", of: ({ pets }) => pets.join(", ") || "–" },
  {
    label: "Passes",
    of: ({ applications }) => applications.map(({ pass, status }) => `${pass}: ${status}`).join(", ") || "–",
  },
  { label: "Transactions", of: ({ transactions }) => formatCount(transactions) },
  { label: "Campaigns and alerts", of: ({ campaigns }) => formatCount(campaigns) },
  { label: "Single mails and texts", of: ({ mails }) => formatCount(mails) },
  { label: "Messages they wrote", of: ({ messages }) => formatCount(messages) },
  {
    label: "Asked for no",
    of: ({ refused }) => refused.map((channel) => refusedWords[channel]).join(", ") || "–",
  },
];

function Field({
  field,
  kept,
  merged,
  theirs,
  onChange,
}: {
  field: MergeFieldOfPerson;
  kept: MergeSide;
  merged: MergeSide;
  theirs: boolean;
  onChange: (theirs: boolean) => void;
}) {
  const mine = kept[field] ?? "";
  const other = merged[field] ?? "";
  // Where one has nothing, there is nothing to choose.
  const isChoice = mine !== "" && other !== "" && mine !== other;
  const cell = (value: string, isTheirs: boolean) => (
    <td>
      {isChoice ? (
        <label className={classes.choice}>
          <input
            type="radio"
            name={field}
            checked={theirs === isTheirs}
            onChange={() => onChange(isTheirs)}
            aria-label={`${fieldWords[field]}: ${value}`}
          />
          {value}
        </label>
      ) : (
        value || "–"
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">{fieldWords[field]}</th>
      {cell(mine, false)}
      {cell(other, true)}
    </tr>
  );
}
