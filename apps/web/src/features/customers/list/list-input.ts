import type { CustomerFilter, ListCustomersInput } from "@packpost/core/customer/list/schemas";
import { emailStates, silences, textStates } from "@packpost/core/customer/states";

/** What narrows the list, as it stands in the URL. */
interface ListUrl {
  q: string | null;
  email: string | null;
  text: string | null;
  pass: string | null;
  silent: string | null;
  /** `name.desc` */
  sort: string | null;
}

/** No validation library: the page would carry it. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the list asks for, from what stands in the URL; page, file and browser must agree. Nonsense counts as nothing. */
export function listInputOf({
  q,
  email,
  text,
  pass,
  silent,
  sort,
}: ListUrl): Omit<ListCustomersInput, "cursor"> {
  const oneOf = <Word extends string>(words: readonly Word[], word: string | null) =>
    words.find((known) => known === word) ?? null;
  return {
    search: (q ?? "").trim().slice(0, 200),
    email: oneOf(emailStates, email),
    text: oneOf(textStates, text),
    passId: pass !== null && uuid.test(pass) ? pass : null,
    silence: oneOf(silences, silent),
    order: sort === "name.desc" ? "desc" : "asc",
    pageSize: 50,
  };
}

/** Of whom the list is, without its order and search: for the count. */
export function filterOf({
  email,
  text,
  passId,
  silence,
}: Omit<ListCustomersInput, "cursor">): CustomerFilter {
  return { email, text, passId, silence };
}
