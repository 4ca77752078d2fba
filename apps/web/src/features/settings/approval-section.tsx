"use client";

import { NumberField } from "./part/number-field.tsx";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

/** From how many people on a second person looks at a campaign before it is sent (C7). */
export function ApprovalSection() {
  const section = useSection("approval");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="approval"
      title="Approval"
      about="A second owner or admin approves a campaign that goes to many: whoever presses Send asks, a colleague approves or declines. It is for campaigns; text alerts go out at once."
      section={section}
    >
      <WithDefault section={section} name="approvalOver" label="Approval above" words="off">
        <NumberField
          label="Ask above so many people"
          description="0: for every campaign. Empty: nobody is asked."
          placeholder="Off"
          value={values.approvalOver}
          error={errors.approvalOver}
          onChange={(value) => change("approvalOver", value)}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}
