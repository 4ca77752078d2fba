"use client";

import { TextInput } from "@mantine/core";
import { type FamilyChoice, FamilyField } from "./family-field.tsx";
import classes from "./form-dialog.module.css";

/** The family that somebody joins: one that there is, or a new one. */
export interface JoinedFamily {
  kind: "new" | "existing";
  /** Of a new one; "" = after the person. */
  newName: string;
  existing: FamilyChoice | null;
}

/** Whether it says which family is meant. */
export function isFamilyKnown({ kind, existing }: JoinedFamily): boolean {
  return kind === "new" || existing !== null;
}

interface FamilyChoiceProps {
  value: JoinedFamily;
  onChange: (value: JoinedFamily) => void;
  /** What a new family is called where nobody says it. */
  called: string;
}

/** A new family, or one that there is. */
export function FamilyChoiceField({ value, onChange, called }: FamilyChoiceProps) {
  return (
    <>
      <fieldset className={classes.choices}>
        <legend>Family</legend>
        <div className={classes.pair}>
          {(["new", "existing"] as const).map((kind) => (
            <label key={kind} className={classes.choice}>
              <input
                type="radio"
                name="family"
                checked={value.kind === kind}
                onChange={() => onChange({ ...value, kind })}
              />
              <div>{kind === "new" ? "A new one" : "One you know"}</div>
            </label>
          ))}
        </div>
      </fieldset>
      {value.kind === "new" ? (
        <TextInput
          label="Name of the family"
          description="Left empty: their last name"
          placeholder={called}
          autoComplete="off"
          maxLength={100}
          value={value.newName}
          onChange={({ currentTarget: { value: newName } }) => onChange({ ...value, newName })}
        />
      ) : (
        <FamilyField family={value.existing} onChoose={(existing) => onChange({ ...value, existing })} />
      )}
    </>
  );
}
