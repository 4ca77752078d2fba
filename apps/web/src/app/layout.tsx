import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "./globals.css";

import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { findPageLanguage } from "#web/server/language/find-page-language.ts";
import { AppProviders } from "./app-providers.tsx";
import { earlyInput } from "./early-input.ts";

export const metadata: Metadata = {
  title: { default: "Packpost", template: "%s · Packpost" },
  description: "Messages and mail of a pet business, with one explained outcome for every person.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // A phone's keyboard takes room away instead of lying over what is written.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#171a19" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang={await findPageLanguage()} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which must run before anything is loaded
          dangerouslySetInnerHTML={{ __html: earlyInput }}
        />
      </head>
      <body>
        <AppProviders nonce={nonce}>{children}</AppProviders>
      </body>
    </html>
  );
}
