/** The fields of a person's form, in their order. */
export const personFields = [
  { name: "firstName", label: "First name", maxLength: 100 },
  { name: "lastName", label: "Last name", maxLength: 100 },
  { name: "email", label: "Email address", type: "email", maxLength: 320 },
  {
    name: "phone",
    label: "Phone number",
    type: "tel",
    maxLength: 60,
    description: "With the country code, such as +1 503 555 0142",
  },
] as const;
