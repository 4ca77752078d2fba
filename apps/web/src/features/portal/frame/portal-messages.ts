import type { KeyOfPart, MessagePart } from "@packpost/core/messages/catalogues/catalogue";
import type { CompiledMessages, Translator } from "@packpost/core/messages/translator";

/** The parts of the catalogue that the customers' pages take along to the browser, in the one language that they speak. */
export const portalParts = [
  "account",
  "communications",
  "connection",
  "door",
  "draft",
  "language",
  "navigation",
  "nowhere",
  "problem",
  "thread",
] as const satisfies readonly MessagePart[];

type PortalKey = KeyOfPart<(typeof portalParts)[number]>;

export type PortalMessages = CompiledMessages<PortalKey>;
export type PortalTranslator = Translator<PortalKey>;
