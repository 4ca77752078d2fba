import { Radio } from "@mantine/core";
import type { Role } from "@packpost/core/access/permissions";
import { roleWords } from "@packpost/core/staff/role-rules";
import { roleMeanings } from "./role-meanings.ts";
import classes from "./staff.module.css";

interface RoleChoiceProps {
  label: string;
  /** The roles that the viewer may give. */
  choices: readonly Role[];
  value: Role;
  onChange: (role: Role) => void;
}

/** Which role somebody gets, with what each may. */
export function RoleChoice({ label, choices, value, onChange }: RoleChoiceProps) {
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(chosen) => {
        const role = choices.find((each) => each === chosen);
        if (role !== undefined) onChange(role);
      }}
    >
      <div className={classes.choices}>
        {choices.map((role) => (
          <Radio key={role} value={role} label={roleWords[role]} description={roleMeanings[role]} />
        ))}
      </div>
    </Radio.Group>
  );
}
