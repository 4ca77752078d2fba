import { PasswordInput } from "@mantine/core";

/** A password that is chosen anew, on the pages before one is signed in. */
export function NewPasswordInput({ label }: { label: string }) {
  return (
    <PasswordInput
      name="password"
      label={label}
      description="At least 12 characters: three or four words do."
      autoComplete="new-password"
      size="md"
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
    />
  );
}
