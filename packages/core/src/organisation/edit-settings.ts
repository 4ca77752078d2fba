import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Sender, type Stream } from "@packpost/db/entities/sender.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { requireZone } from "../local-time/require-zone.ts";
import { holdAgain } from "../quiet-hours/hold-again.ts";
import { holdPacer } from "../quiet-hours/hold-pacer.ts";
import { ALERT_STREAM, BULK_STREAM } from "../send-protocol/message-streams.ts";
import { approversOf } from "../staff/who-may-send.ts";
import { readSettings } from "./read-settings.ts";
import { settingsNames } from "./settings-names.ts";
import type { EditSettingsInput, Settings } from "./settings-schemas.ts";

export type EditSettingsResult =
  | { readonly outcome: "saved"; readonly settings: Settings }
  /** Somebody has changed one of these meanwhile; nothing was overwritten. */
  | { readonly outcome: "conflict"; readonly settings: Settings };

/**
 * Saves one section of the settings (O2), audited with before and after of what changed. Campaigns that are scheduled
 * or being sent keep the sender and footer that were confirmed; pace and stop switch count for them at once.
 *
 * @throws {PackpostError} forbidden, invalid_input (an unknown zone)
 */
export function editSettings({
  ctx,
  input,
}: {
  ctx: Context;
  input: EditSettingsInput;
}): Promise<EditSettingsResult> {
  requirePermission(ctx, "settings.manage");
  if (input.section === "organisation") requireZone(input.values.zone);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (input.section === "sender") ctx.workflows.checkSender();
    const seen = new Map(Object.entries(input.seen));
    const names: readonly (keyof Settings)[] = settingsNames[input.section];
    const otherThan = (there: (name: keyof Settings) => unknown) =>
      names.filter((name) => {
        const value = newValue(input.values, name);
        return value !== undefined && value !== there(name);
      });
    // What is as the page has seen it is not changed, whatever stands there now.
    const wanted = otherThan((name) => seen.get(name));
    if (wanted.some((name) => pacerNames.has(name))) await holdPacer(em, ctx);
    // Two who save at once come one after the other. Not `for update`: rows that refer to it are written meanwhile.
    await em
      .getKysely()
      .selectFrom("organisation")
      .select("id")
      .where("id", "=", ctx.organisationId)
      .forNoKeyUpdate()
      .execute();
    const before = await readSettings(em, ctx);
    const changed = otherThan((name) => before[name]);
    if (changed.some((name) => seen.has(name) && seen.get(name) !== before[name]))
      return { outcome: "conflict", settings: before };
    if (changed.length === 0) return { outcome: "saved", settings: before };
    if (input.section === "approval" && input.values.approvalOver !== null) await requireTwoSenders(em, ctx);
    await save(
      em,
      ctx,
      Object.fromEntries(changed.map((name) => [name, newValue(input.values, name) ?? null])),
    );
    // A night that ends earlier holds nobody until its former end (A12).
    if (changed.some((name) => nightNames.has(name))) await holdAgain(em, ctx);
    // Large campaigns' reach is read by the sweep, which would come in minutes.
    if (input.section === "frequency") ctx.workflows.keepAudiences();
    const after: Settings = { ...before, ...input.values };
    writeAudit(em, ctx, {
      action: "settings.changed",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
      detail: {
        section: input.section,
        before: Object.fromEntries(changed.map((name) => [name, before[name]])),
        after: Object.fromEntries(changed.map((name) => [name, after[name]])),
      },
    });
    return { outcome: "saved", settings: after };
  });
}

/** What says when it is night. */
const nightNames: ReadonlySet<keyof Settings> = new Set(["quietFrom", "quietUntil", "zone"]);

/** What the texts of alerts go by. */
const pacerNames: ReadonlySet<keyof Settings> = new Set([...nightNames, "alertSecondsPerText"]);

/** An approval is another person's: where there is only one who may send, nothing could be sent any more. */
async function requireTwoSenders(em: EntityManager, ctx: Context): Promise<void> {
  if ((await approversOf(em, ctx, null)).length > 1) return;
  throw new PackpostError("invalid_input", "Nobody could approve: you are the only one here who may send.", {
    effect: "Nothing was changed.",
    nextStep: "Invite a second owner or admin first.",
  });
}

function newValue(values: Partial<Settings>, name: keyof Settings): string | number | null | undefined {
  return values[name];
}

/** Written when the unit of work commits; the pace has a row of its own, which may not be there yet. */
async function save(em: EntityManager, ctx: Context, changed: Partial<Settings>): Promise<void> {
  const { perSecond, alertSecondsPerText, ...values } = changed;
  em.assign(await em.findOneOrFail(Organisation, { id: ctx.organisationId }), values);
  const pace = (stream: Stream, value: { perSecond: number | null; msPerMessage: number | null }) =>
    em.upsert(
      Sender,
      { organisationId: ctx.organisationId, stream, ...value },
      { onConflictMergeFields: ["perSecond", "msPerMessage"] },
    );
  if (perSecond !== undefined) await pace(BULK_STREAM, { perSecond, msPerMessage: null });
  if (alertSecondsPerText !== undefined)
    await pace(ALERT_STREAM, { perSecond: null, msPerMessage: alertSecondsPerText * 1_000 });
}
