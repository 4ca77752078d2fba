"use client";

import { NativeSelect } from "@mantine/core";
import type { CustomerFile } from "@packpost/core/customer/file/get-file";
import { useState } from "react";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { type ApplicationStatus, applicationOrder, applicationWords } from "../holding-words.ts";
import classes from "./form-dialog.module.css";
import { FormDialog } from "./form-dialog.tsx";
import { useDecide } from "./use-decide.ts";

interface ApplicationDialogProps {
  customer: { id: string; name: string };
  file: CustomerFile;
  passId: string | null;
  onClose: () => void;
}

/** Adds an application for a pass, or decides on it: approve, deny, set inactive, back to pending. */
export function ApplicationDialog({ customer, file, passId, onClose }: ApplicationDialogProps) {
  const has = (id: string) => file.applications.some((one) => one.passId === id);
  const given = file.passes.find(({ id }) => id === passId);
  const choices = file.passes.filter(({ id, retired }) => !retired && !has(id));
  const [pass, choosePass] = useState(given ?? choices[0]);
  const before = file.applications.find((one) => one.passId === pass?.id)?.status ?? null;
  const [chosen, choose] = useState<ApplicationStatus>();
  const status = chosen ?? before ?? "approved";
  const decide = useDecide(customer);
  if (pass === undefined)
    return (
      <FormDialog
        title="Add an application"
        onClose={onClose}
        onSubmit={() => undefined}
        pending={false}
        error={null}
        submit="Add"
        blocked
      >
        <ErrorNotice
          error={
            file.passes.length === 0
              ? "Your organisation has no passes yet: add one under Customers, Passes."
              : "They have an application for every pass there is."
          }
        />
      </FormDialog>
    );
  const { id, name } = pass;
  return (
    <FormDialog
      title={before === null ? "Add an application" : `${customer.name} · ${name}`}
      onClose={onClose}
      onSubmit={() => void decide.run({ pass: { id, name }, status, before, onDone: onClose })}
      pending={decide.isPending}
      error={decide.error}
      conflict={decide.isConflict}
      submit={before === null ? "Add" : "Save"}
    >
      {given === undefined && (
        <NativeSelect
          label="Pass"
          value={id}
          data={choices.map((choice) => ({ value: choice.id, label: choice.name }))}
          onChange={({ currentTarget: { value } }) => choosePass(choices.find((one) => one.id === value))}
        />
      )}
      <fieldset className={classes.choices}>
        <legend>{given === undefined || before !== null ? "Application" : `Application for ${name}`}</legend>
        {applicationOrder.map((word) => (
          <label key={word} className={classes.choice}>
            <input
              type="radio"
              name="status"
              value={word}
              checked={word === status}
              data-autofocus={word === status || undefined}
              onChange={() => choose(word)}
            />
            <div>
              {applicationWords[word].word}
              <span>{applicationWords[word].meaning}</span>
            </div>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
