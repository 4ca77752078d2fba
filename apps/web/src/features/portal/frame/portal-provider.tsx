"use client";

import type { Language } from "@packpost/core/messages/languages";
import { createTranslator } from "@packpost/core/messages/translator";
import type { Logo } from "@packpost/core/picture/logo";
import { createContext, type ReactNode, use, useMemo } from "react";
import type { PortalMessages, PortalTranslator } from "./portal-messages.ts";

/** What every part of an organisation's customers' pages goes by. */
interface PortalFacts {
  readonly slug: string;
  readonly organisation: string;
  /** Stands in place of its name; null = it has none. */
  readonly logo: Logo | null;
  /** IANA zone of the organisation. */
  readonly zone: string;
}

interface PortalProviderProps {
  facts: PortalFacts;
  language: Language;
  messages: PortalMessages;
  children: ReactNode;
}

const PortalContext = createContext<(PortalFacts & { readonly t: PortalTranslator }) | null>(null);

/** Gives the parts below it the organisation and our words in the reader's language. */
export function PortalProvider({ facts, language, messages, children }: PortalProviderProps) {
  const portal = useMemo(
    () => ({ ...facts, t: createTranslator(language, messages) }),
    [facts, language, messages],
  );
  return <PortalContext value={portal}>{children}</PortalContext>;
}

export function usePortal() {
  const portal = use(PortalContext);
  if (portal === null) throw new Error("This stands on an organisation's customers' pages alone.");
  return portal;
}
