/** Whoever has joined goes in. Anything but a session of one's own is said by the invitation's page, read anew. */
export function enter(outcome: string): true {
  if (outcome === "joined") window.location.assign("/");
  else window.location.reload();
  return true;
}
