"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";

/** Whose mail is open, in the URL: "example", a recipient's id, or null for none. */
export function useShownMail() {
  return useQueryState("mail", parseAsString);
}

/** Whether a mail has been opened since the page was: until then its dialog need not be there. */
export function useHasShownMail(): boolean {
  const [shown] = useShownMail();
  const [has, setHas] = useState(shown !== null);
  if (shown !== null && !has) setHas(true);
  return has;
}
