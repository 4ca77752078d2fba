"use client";

import type { FormEvent, ReactNode } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { SaveRow } from "./save-row.tsx";
import { FieldsForm, SettingsFrame, type SettingsPartProps } from "./settings-part.tsx";
import type { SectionState } from "./use-section.ts";

interface SettingsSectionProps extends SettingsPartProps {
  section: Pick<SectionState, "save" | "saving" | "saved" | "dirty" | "conflict" | "error" | "revert">;
  /** Below its Save: what is done with what is saved. */
  after?: ReactNode;
}

/** A part of the settings with its own Save; words on the left, fields on the right. */
export function SettingsSectionForm({ id, title, about, section, children, after }: SettingsSectionProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!section.saving) void section.save();
  };
  return (
    <SettingsFrame id={id} title={title} about={about}>
      <FieldsForm onSubmit={submit} aria-labelledby={`${id}-title`}>
        {children}
        {section.conflict && (
          <ErrorNotice
            error={{
              message: "Somebody has changed this meanwhile.",
              effect: "Nothing was overwritten; what you typed is still here.",
              nextStep: "Save again to replace it with yours, or take yours back to see theirs.",
            }}
          />
        )}
        {section.error !== null && section.error !== undefined && <ErrorNotice error={section.error} />}
        <SaveRow done={section.saved ? "Saved" : null}>
          {section.dirty && (
            <Button variant="subtle" onClick={section.revert} disabled={section.saving}>
              Take back
            </Button>
          )}
          <Button type="submit" variant={section.dirty ? "filled" : "default"} loading={section.saving}>
            Save
          </Button>
        </SaveRow>
        {after}
      </FieldsForm>
    </SettingsFrame>
  );
}
