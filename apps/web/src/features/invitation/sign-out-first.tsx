"use client";

import { Button } from "#web/components/form/button.tsx";
import classes from "./invitation.module.css";
import { signOutAndContinue } from "./sign-out-and-continue.ts";

interface SignOutFirstProps {
  link: string;
  /** The invited one, masked. */
  address: string;
  signedInAs: string;
}

/** Somebody else is signed in here: they go on as whom the invitation is for, by one press. Works without scripts. */
export function SignOutFirst({ link, address, signedInAs }: SignOutFirstProps) {
  return (
    <form action={signOutAndContinue.bind(null, link)} className={classes.choice}>
      <p className={classes.words}>
        You are signed in as <b>{signedInAs}</b>, and this invitation is for {address}.
      </p>
      <Button type="submit" size="md" fullWidth>
        Sign out and continue
      </Button>
    </form>
  );
}
