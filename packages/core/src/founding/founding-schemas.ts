import * as z from "zod";
import { addressSchema } from "../address/address-schema.ts";
import { nameSchema } from "../name-schema.ts";
import { zoneSchema } from "../organisation/zone-schema.ts";
import { LONGEST_PASSWORD } from "../staff/password-length.ts";
import { LONGEST_NAME } from "../staff/schemas.ts";

/** What the page behind a founding link asks for (O1). No server imports: the browser checks with the same schemas. */

const organisationFields = {
  name: nameSchema(200).pipe(z.string().min(1, "Type your organisation's name.")),
  zone: z.string().min(1, "Choose a time zone.").pipe(zoneSchema),
};

/** The owner's account, which is made with it. */
const ownerFields = {
  ownerName: nameSchema(LONGEST_NAME).pipe(z.string().min(1, "Type your name.")),
  email: z.string().min(1, "Type your email address.").pipe(addressSchema),
  password: z
    .string()
    .min(1, "Choose a password.")
    .max(LONGEST_PASSWORD, `A password has at most ${LONGEST_PASSWORD.toLocaleString("en")} characters.`),
};

const linkSchema = z.string().max(200);

export const foundingDoorSchema = z.discriminatedUnion("owner", [
  z.object({ owner: z.literal("new"), link: linkSchema, ...organisationFields, ...ownerFields }),
  /** Whoever is signed in here. */
  z.object({ owner: z.literal("signed_in"), link: linkSchema, ...organisationFields }),
]);
export type FoundingDoorInput = z.output<typeof foundingDoorSchema>;

/** The fields of the form, each with what may be wrong about it. */
export type FoundingField = keyof typeof organisationFields | keyof typeof ownerFields;
