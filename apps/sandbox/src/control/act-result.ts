/** What became of something that a customer did on the outbox. */
export type ActResult = { ok: true; did: string; status?: number } | { ok: false; why: string };
