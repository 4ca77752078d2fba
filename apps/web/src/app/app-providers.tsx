"use client";

import { MantineProvider } from "@mantine/core";
import { setNonce } from "get-nonce";
import { type ReactNode, useLayoutEffect, useState } from "react";
import { FocusKeeper } from "#web/components/page/focus-keeper.tsx";
import { followHistory } from "#web/components/page/history.ts";
import { cssVariables, theme } from "#web/theme/theme.ts";

/** What every page stands on. */
export function AppProviders({ nonce: newest, children }: { nonce: string; children: ReactNode }) {
  // The document's policy knows only the nonce it came with; answers to later requests bring others.
  const [nonce] = useState(newest);
  // Mantine's dialogs lock the scroll with a style element of react-style-singleton, which asks get-nonce.
  if (typeof window !== "undefined") setNonce(nonce);
  // Before the router's own effects.
  useLayoutEffect(followHistory, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
      <FocusKeeper />
    </MantineProvider>
  );
}
