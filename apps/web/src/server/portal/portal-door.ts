import { strangerActor } from "@packpost/core/access/actor";
import { inPlace } from "@packpost/core/capacity/take-place";
import { PackpostError } from "@packpost/core/errors";
import type { Language } from "@packpost/core/messages/languages";
import type { Portal } from "@packpost/core/organisation/find-portal";
import type { SignInInput } from "@packpost/core/portal/schemas";
import { askForCode } from "@packpost/core/portal/sign-in/ask-for-code";
import type { NewSession } from "@packpost/core/portal/sign-in/begin-session";
import { choosePerson } from "@packpost/core/portal/sign-in/choose-person";
import { enterByLink } from "@packpost/core/portal/sign-in/enter-by-link";
import { type EnterCodeOutcome, enterCode, type WhichCode } from "@packpost/core/portal/sign-in/enter-code";
import { knowsBrowser } from "@packpost/core/portal/sign-in/knows-browser";
import { mailCode } from "@packpost/core/portal/sign-in/mail-code";
import { Slots } from "@packpost/db/slots";
import { env } from "#web/env.ts";
import { log } from "#web/server/log.ts";
import { verbContext } from "#web/server/verb-context.ts";
import { countAsking, countCode, type DoorTry } from "./portal-limits.ts";

/** Strangers are worked for a few at a time, so that pages keep their connections to the database. */
const places = Slots.ofProcess("portal-door", {
  most: 8,
  mostOfOne: 4,
  mostWaitingOfOne: 500,
  waitMs: 8_000,
});

/** Who stands at the door. */
export interface Visitor {
  readonly portal: Portal;
  readonly browser: NewSession["browser"];
  /** Of the page they see. */
  readonly language: Language;
  /** Where they come from, if that can be known. */
  readonly address: string | null;
}

/** `sent`: asked for, whether anybody has the mailbox or not. */
export type DoorAnswer = { readonly outcome: "sent"; readonly waitSeconds: number } | EnterCodeOutcome;

/**
 * What somebody does at the door of an organisation's pages (P6).
 * @throws {PackpostError} rate_limited, unavailable
 */
export function answerAtDoor(visitor: Visitor, input: SignInInput): Promise<DoorAnswer> {
  return inPlace(places, visitor.portal.organisationId, tooMany, async () => {
    const ctx = await verbContext(visitor.portal.organisationId, strangerActor);
    const { browser } = visitor;
    switch (input.action) {
      case "ask":
        return ask(visitor, input.address);
      case "enter":
        return tryCode(visitor, { emailKey: input.address }, input.code);
      case "enter_by_link":
        return tryCode(visitor, { link: input.link }, input.code);
      case "use_link":
        return enterByLink({ ctx, input: { link: input.link, browser } });
      case "choose":
        return choosePerson({ ctx, input: { customerId: input.customerId, browser } });
    }
  });
}

/** The mail is written after the answer: how long that takes tells nobody whether there is one. */
async function ask(visitor: Visitor, emailKey: string): Promise<DoorAnswer> {
  const { portal, browser, language } = visitor;
  const ctx = await verbContext(portal.organisationId, strangerActor);
  await countAsking(await tryOf(visitor, emailKey));
  const secret = env.AUTH_SECRET;
  const asked = await askForCode({ ctx, input: { emailKey, browserHash: browser.hash }, secret });
  if (asked.mail)
    setImmediate(() => {
      mailCode({ ctx, input: { codeId: asked.codeId, slug: portal.slug, language }, secret }).catch(
        (error: unknown) =>
          log.error({ err: error, organisationId: portal.organisationId }, "a sign-in code was not mailed"),
      );
    });
  return { outcome: "sent", waitSeconds: asked.waitSeconds };
}

async function tryCode(visitor: Visitor, which: WhichCode, code: string): Promise<DoorAnswer> {
  const { portal, browser } = visitor;
  const takeBack = await countCode(await tryOf(visitor, "link" in which ? which.link : which.emailKey));
  const ctx = await verbContext(portal.organisationId, strangerActor);
  const answer = await enterCode({ ctx, input: { which, code, browser }, secret: env.AUTH_SECRET });
  if (answer.outcome !== "wrong") await takeBack();
  return answer;
}

async function tryOf({ portal, browser, address }: Visitor, mailbox: string): Promise<DoorTry> {
  const { organisationId } = portal;
  const ctx = await verbContext(organisationId, strangerActor);
  const known = await knowsBrowser({ ctx, input: { emailKey: mailbox, browserHash: browser.hash } });
  return { organisationId, mailbox, knownBrowser: known ? browser.hash : null, address };
}

const tooMany = (retryAfterSeconds: number) =>
  new PackpostError("unavailable", "Very many people are signing in just now.", { retryAfterSeconds });
