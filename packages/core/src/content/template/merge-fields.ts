/** One merge field of the fixed list (C5), as the editor's menu shows it. */
export interface MergeField {
  readonly name: MergeFieldName;
  readonly label: string;
  readonly description: string;
  /** What the field looks like in a mail; used for menus and for a preview without a recipient. */
  readonly example: string;
  /** `recipient`: differs per person and may be missing. `campaign`: one value for all, never missing. */
  readonly scope: "recipient" | "campaign";
}

export const mergeFieldNames = [
  "first_name",
  "last_name",
  "full_name",
  "pet_names",
  "pass_name",
  "valid_through",
  "organisation_name",
] as const;

export type MergeFieldName = (typeof mergeFieldNames)[number];

/** The fixed list of merge fields, in the order of the editor's menu. */
export const mergeFields: readonly MergeField[] = [
  {
    name: "first_name",
    label: "First name",
    description: "The person's first name",
    example: "Maria",
    scope: "recipient",
  },
  {
    name: "last_name",
    label: "Last name",
    description: "The person's last name",
    example: "Okafor",
    scope: "recipient",
  },
  {
    name: "full_name",
    label: "Full name",
    description: "First and last name",
    example: "Maria Okafor",
    scope: "recipient",
  },
  {
    name: "pet_names",
    label: "Pet names",
    description: "The pets that hold the pass, joined with “and”",
    example: "Biscuit and Pepper",
    scope: "recipient",
  },
  {
    name: "pass_name",
    label: "Pass name",
    description: "The pass this campaign goes to",
    example: "2027 Off-leash pass",
    scope: "campaign",
  },
  {
    name: "valid_through",
    label: "Last valid day",
    description: "The last valid day of the registration",
    example: "31 December 2027",
    scope: "recipient",
  },
  {
    name: "organisation_name",
    label: "Organisation name",
    description: "The name your customers know you by",
    example: "Riverside Dog Parks",
    scope: "campaign",
  },
];

/** Is this text the name of a merge field? */
export function isMergeFieldName(name: string): name is MergeFieldName {
  return mergeFieldNames.some((known) => known === name);
}
