"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { cssVariables, theme } from "#web/theme/theme.ts";
import { TrpcProvider } from "#web/trpc/client.tsx";

/** What every page stands on. */
export function AppProviders({ nonce: newest, children }: { nonce: string; children: ReactNode }) {
  // The document's policy knows only the nonce it came with; answers to later requests bring others.
  const [nonce] = useState(newest);
  // Mantine's dialogs lock the scroll with a style element of react-style-singleton, which asks get-nonce.
  if (typeof window !== "undefined") setNonce(nonce);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Notifications position="bottom-right" limit={3} />
      <NuqsAdapter>
        <TrpcProvider>{children}</TrpcProvider>
      </NuqsAdapter>
    </MantineProvider>
  );
}
