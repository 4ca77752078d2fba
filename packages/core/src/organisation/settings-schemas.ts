import * as z from "zod";
import { addressSchema, optionalAddressSchema } from "../address/address-schema.ts";
import { mailLanguageCodes } from "../content/compile/mail-language.ts";
import { inboundAddressSchema } from "../reply-address/inbound-address-schema.ts";
import { storableTextSchema } from "../storable-text.ts";

/** Inputs of the settings. No server imports: the browser checks with the same schemas. */

const optionalText = (schema: z.ZodString) =>
  z
    .union([schema, z.literal("")])
    .nullable()
    .transform((text) => text || null);

const shortLine = (what: string) =>
  storableTextSchema
    .trim()
    .min(1, `Give ${what}.`)
    .max(200, "At most 200 characters.")
    .regex(/^[^\r\n]*$/, "One line.");
const localTime = z
  .union([z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written as 21:00."), z.literal("")])
  .nullable()
  .transform((time) => time || null);
const wholeNumber = (message: string) => z.int({ error: message });

/** Every setting, by section; a section is saved on its own. */
export const settingsSections = {
  organisation: z.object({
    name: shortLine("the organisation's name"),
    zone: storableTextSchema.min(1, "Choose a zone.").max(100),
    postalAddress: optionalText(storableTextSchema.trim().max(500, "At most 500 characters.")),
    supportEmail: optionalAddressSchema,
    brandColor: z
      .string()
      .trim()
      .regex(/^#[0-9A-Fa-f]{6}$/, "A colour is # and six digits, such as #1F5C4D."),
    mailLanguage: z.enum(mailLanguageCodes, "Choose a language of the list."),
  }),
  sender: z.object({
    senderName: shortLine("the name customers see"),
    senderEmail: addressSchema,
  }),
  sending: z.object({
    massCap: wholeNumber("A whole number of people.")
      .min(1, "At least 1, or empty for no cap.")
      .max(1_000_000, "At most 1,000,000.")
      .nullable(),
    wavePauseSeconds: wholeNumber("A whole number of minutes.")
      .min(0, "Not below 0.")
      .max(7 * 86_400, "At most a week."),
    perSecond: wholeNumber("A whole number of messages.")
      .min(1, "At least 1, or empty for no limit.")
      .max(10_000, "At most 10,000.")
      .nullable(),
  }),
  approval: z.object({
    /** Above so many people a second person approves a campaign (C7). */
    approvalOver: wholeNumber("A whole number of people.")
      .min(0, "Not below 0.")
      .max(1_000_000, "At most 1,000,000.")
      .nullable(),
  }),
  frequency: z.object({
    /** At most so many campaigns a mailbox gets (C4)… */
    frequencyMost: wholeNumber("A whole number of campaigns.")
      .min(1, "At least 1, or empty for no limit.")
      .max(100, "At most 100.")
      .nullable(),
    /** … in so many days. */
    frequencyDays: wholeNumber("A whole number of days.")
      .min(1, "At least 1 day.")
      .max(365, "At most 365 days."),
  }),
  messages: z.object({
    /** V5: so long a message may be unread before it is mailed. */
    unreadMailSeconds: wholeNumber("A whole number of seconds.")
      .min(10, "At least 10 seconds.")
      .max(86_400, "At most a day."),
  }),
  texting: z
    .object({
      /** A12, V15: between these local times no text leaves by itself; both null = at any time. */
      quietFrom: localTime,
      quietUntil: localTime,
    })
    .refine(({ quietFrom, quietUntil }) => (quietFrom === null) === (quietUntil === null), {
      ...{ error: "Give both times, or neither.", path: ["quietUntil"] },
    })
    .refine(({ quietFrom, quietUntil }) => quietFrom === null || quietFrom !== quietUntil, {
      ...{ error: "They end at another time than they begin.", path: ["quietUntil"] },
    }),
  alerts: z.object({
    /** A6: from one text of an alert to the next. Carriers take one a second of a plain number, and less while it is not registered. */
    alertSecondsPerText: wholeNumber("A whole number of seconds.")
      .min(1, "At least 1 second: carriers take no more of one number.")
      .max(60, "At most 60 seconds."),
  }),
  inbound: z.object({
    /** V9: where the provider takes mail for the organisation. */
    inboundAddress: inboundAddressSchema,
  }),
  retention: z.object({
    rawEventRetentionDays: wholeNumber("A whole number of days.")
      .min(1, "At least 1 day.")
      .max(3_650, "At most 3,650 days."),
  }),
} as const;

export type SettingsSection = keyof typeof settingsSections;
export type SectionSettings = { [S in SettingsSection]: z.output<(typeof settingsSections)[S]> };
/** Every setting of every section. */
export type Settings = SectionSettings["organisation"] &
  SectionSettings["sender"] &
  SectionSettings["sending"] &
  SectionSettings["approval"] &
  SectionSettings["frequency"] &
  SectionSettings["messages"] &
  SectionSettings["texting"] &
  SectionSettings["alerts"] &
  SectionSettings["inbound"] &
  SectionSettings["retention"];

/** `seen`: what the form showed before the change; another value there by now is a conflict, not overwritten. */
const section = <S extends SettingsSection>(name: S) =>
  z.object({
    section: z.literal(name),
    values: settingsSections[name],
    seen: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  });

export const editSettingsSchema = z.discriminatedUnion("section", [
  section("organisation"),
  section("sender"),
  section("sending"),
  section("approval"),
  section("frequency"),
  section("messages"),
  section("texting"),
  section("alerts"),
  section("inbound"),
  section("retention"),
]);
export type EditSettingsInput = z.output<typeof editSettingsSchema>;
