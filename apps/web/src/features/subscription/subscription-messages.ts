import type { KeyOfPart, MessagePart } from "@packpost/core/messages/catalogues/catalogue";
import type { CompiledMessages, Translator } from "@packpost/core/messages/translator";

/** The parts of the catalogue that the page behind an unsubscribe link takes along to the browser. */
export const subscriptionParts = ["problem", "subscription"] as const satisfies readonly MessagePart[];

type SubscriptionKey = KeyOfPart<(typeof subscriptionParts)[number]>;

export type SubscriptionMessages = CompiledMessages<SubscriptionKey>;
export type SubscriptionTranslator = Translator<SubscriptionKey>;
