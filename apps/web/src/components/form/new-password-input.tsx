import { PasswordInput } from "@mantine/core";
import type { ChangeEventHandler } from "react";

interface NewPasswordInputProps {
  label: string;
  /** Why it does not do. */
  error?: string | undefined;
  onChange?: ChangeEventHandler<HTMLInputElement>;
}

/** A password that is chosen anew, on the pages before one is signed in. */
export function NewPasswordInput({ label, error, onChange }: NewPasswordInputProps) {
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
      error={error}
      // Mantine marks the frame around it alone.
      aria-invalid={error !== undefined || undefined}
      {...(onChange && { onChange })}
    />
  );
}
