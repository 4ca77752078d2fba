import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { readSettings } from "./read-settings.ts";
import { settingsNames } from "./settings-names.ts";
import type { EditSettingsInput, Settings } from "./settings-schemas.ts";

export type EditSettingsResult =
  | { readonly outcome: "saved"; readonly settings: Settings }
  /** Somebody has changed one of these meanwhile; nothing was overwritten. */
  | { readonly outcome: "conflict"; readonly settings: Settings };

/** Columns of the organisation, by setting; a column's name never comes from outside. */
const columns = {
  name: "name",
  zone: "zone",
  postalAddress: "postal_address",
  supportEmail: "support_email",
  brandColor: "brand_color",
  mailLanguage: "mail_language",
  senderName: "sender_name",
  senderEmail: "sender_email",
  massCap: "mass_cap",
  wavePauseSeconds: "wave_pause_seconds",
  rawEventRetentionDays: "raw_event_retention_days",
} as const satisfies Partial<Record<keyof Settings, string>>;

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
    await sql`select from organisation where id = ${ctx.organisationId} for no key update`.execute(
      em.getKysely(),
    );
    const before = await readSettings(em, ctx);
    const seen = new Map(Object.entries(input.seen));
    const names: readonly (keyof Settings)[] = settingsNames[input.section];
    const changed = names.filter(
      (name) => newValue(input.values, name) !== undefined && newValue(input.values, name) !== before[name],
    );
    if (changed.some((name) => seen.has(name) && seen.get(name) !== before[name]))
      return { outcome: "conflict", settings: before };
    if (changed.length === 0) return { outcome: "saved", settings: before };
    for (const name of changed) await save(em, ctx, name, newValue(input.values, name) ?? null);
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

function newValue(values: Partial<Settings>, name: keyof Settings): string | number | null | undefined {
  return values[name];
}

async function save(
  em: EntityManager,
  ctx: Context,
  name: keyof Settings,
  value: string | number | null,
): Promise<void> {
  if (name === "perSecond") {
    await sql`
      insert into sender (organisation_id, stream, per_second) values (${ctx.organisationId}, ${BULK_STREAM}, ${value})
      on conflict (organisation_id, stream) do update set per_second = excluded.per_second, ms_per_message = null`.execute(
      em.getKysely(),
    );
    return;
  }
  await sql`update organisation set ${sql.ref(columns[name])} = ${value} where id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
}

function requireZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
  } catch {
    throw new PackpostError("invalid_input", "This time zone does not exist.", {
      effect: "Nothing was changed.",
      nextStep: "Choose one from the list, such as Europe/Berlin.",
    });
  }
}
