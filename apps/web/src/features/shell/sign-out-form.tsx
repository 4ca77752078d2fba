"use client";

import { Button } from "#web/components/form/button.tsx";
import { signOut } from "./sign-out.ts";

/** Signs out by one press, where there is no menu to do it in. */
export function SignOutForm() {
  return (
    <form action={signOut}>
      <Button type="submit" variant="default" fullWidth>
        Sign out
      </Button>
    </form>
  );
}
