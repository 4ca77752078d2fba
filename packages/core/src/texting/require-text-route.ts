import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { textBounds } from "../media/attachment-file.ts";
import { countParts } from "./count-parts.ts";
import { MOST_CHARACTERS } from "./most-characters.ts";
import { routesOf, textingState } from "./read-text-routes.ts";
import type { UntextableReason } from "./why-not-textable-sql.ts";

/** Whom a message goes to as a text: a person of the thread, or (null) the stranger whose thread it is. */
export interface ChosenRoute {
  readonly customerId: string | null;
  readonly number: string;
}

/**
 * Checks that a message can go to somebody of a thread as a text (V8): texting is on, they are of the family and have a number that may be
 * texted, and it is no longer than a text may be (T32).
 * @throws {PackpostError} conflict, invalid_input (too long), not_found (nobody of this thread)
 */
export async function requireTextRoute(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  asked: {
    readonly customerId: string | null;
    readonly body: string;
    readonly attachmentIds?: readonly string[];
  },
): Promise<ChosenRoute> {
  if (countParts(asked.body).isTooLong)
    throw refused("invalid_input", `A text has at most ${MOST_CHARACTERS.toLocaleString("en")} characters.`);
  if (asked.body.trim() === "" && !asked.attachmentIds?.length)
    throw refused("invalid_input", "A text needs words or a picture.");
  await requireSmallPictures(em, ctx, asked.attachmentIds ?? []);
  const texting = await textingState(em, ctx);
  if (texting.state === "off") throw refused("conflict", "Texting is not switched on.");
  if (texting.state === "paused")
    throw refused("conflict", `Texting is paused: ${texting.providerMessage ?? "the provider refuses us"}.`);
  const routes = await routesOf(em, ctx, threadId);
  const route = routes.find(({ customerId }) => customerId === asked.customerId);
  if (route === undefined) throw refused("not_found", "This person is not of this conversation.");
  const { customerId, name, number, why } = route;
  if (why !== null || number === null)
    throw refused("conflict", whyRefused(why ?? "no_number", name, texting.shown));
  return { customerId, number };
}

/** Some long animations cannot be made small enough for a phone's text (T24). */
async function requireSmallPictures(em: EntityManager, ctx: Context, attachmentIds: readonly string[]) {
  const { rows } = await sql<{ fileName: string }>`
    select file_name as "fileName" from attachment
    where organisation_id = ${ctx.organisationId} and id = any (${attachmentIds}::uuid[]) and text_extension is null
      and bytes > ${textBounds.bytes} limit 1`.execute(em.getKysely());
  const [large] = rows;
  if (large !== undefined)
    throw refused("invalid_input", `The picture “${large.fileName}” cannot be made small enough for a text.`);
}

function whyRefused(why: UntextableReason, name: string, ours: string | null): string {
  switch (why) {
    case "no_number":
      return `${name} has no number.`;
    case "invalid":
      return `${name}’s number is none: the carrier has refused it.`;
    case "not_textable":
      return `${name}’s number cannot get texts.`;
    case "opted_out":
      return `${name}’s number has texted STOP. Only ${name} can undo this: text START to ${ours ?? "our number"}.`;
    case "unsubscribed":
      return `${name} has unsubscribed from texts.`;
    case "blocked":
      return `${name}’s number is blocked in the settings.`;
  }
}

function refused(code: "conflict" | "invalid_input" | "not_found", message: string): PackpostError {
  return new PackpostError(code, message, {
    effect: "Nothing was sent.",
    nextStep: "Send it without the text, or keep it as a draft and choose another way.",
  });
}
