import type { GetICUArgs } from "@schummar/icu-type-parser";
import type { english } from "./english.ts";

type English = typeof english;

/** Every message, by the part of the product that it stands in; a language that lacks one does not compile. */
export type Catalogue = {
  readonly [Part in keyof English]: { readonly [Name in keyof English[Part]]: string };
};

export type MessagePart = keyof English;

/** The keys of a part: `door.title`. */
export type KeyOfPart<Part extends MessagePart> = Extract<MessageKey, `${Part}.${string}`>;

export type MessageKey = {
  [Part in MessagePart]: `${Part}.${keyof English[Part] & string}`;
}[MessagePart];

type TextOf<Key extends MessageKey> = {
  [Part in MessagePart]: Key extends `${Part}.${infer Name extends keyof English[Part] & string}`
    ? English[Part][Name]
    : never;
}[MessagePart];

/** What a message wants in its places, by the names in its English text: a number where it counts. */
export type PlacesOf<Key extends MessageKey> =
  TextOf<Key> extends infer Text extends string
    ? GetICUArgs<Text, { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: Date }>
    : never;
