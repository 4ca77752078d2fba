"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { cssVariables, theme } from "#web/theme/theme.ts";
import { TrpcProvider } from "#web/trpc/client.tsx";

/** What every page stands on. The nonce is that of the document; pages reached without a reload keep it. */
export function AppProviders({ nonce, children }: { nonce: string; children: ReactNode }) {
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
