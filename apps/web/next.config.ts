import type { NextConfig } from "next";

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are checked by `npm run typecheck`; Next's own check does not speak to the native compiler.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    authInterrupts: true,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks"],
    // A link pressed while the server is away waits for it, instead of leaving the page for the browser's error.
    useOffline: true,
    // Next holds what is posted to a page, by whomever, and takes no form larger than a megabyte.
    proxyClientMaxBodySize: 1_000_000,
  },
  serverExternalPackages: [
    "@mikro-orm/core",
    "@mikro-orm/postgresql",
    "@mikro-orm/sql",
    "@mikro-orm/migrations",
    "kysely",
    "pg",
    "pino",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@temporalio/client",
    "@temporalio/common",
    "@temporalio/envconfig",
    "flydrive",
    "sharp",
    "file-type",
    // Lists of some MB, loaded when somebody changes a password.
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "@zxcvbn-ts/language-en",
    "@simplewebauthn/server",
  ],
  // Bookmarks from when the page was called after the provider's word.
  redirects: async () => [
    { source: "/settings/suppressions", destination: "/settings/blocked-addresses", permanent: true },
  ],
  // Browsers ask for it by themselves on pages that name no icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // Pictures of mails and texts say for themselves who may show them: webmail does, and the provider of texts.
  // The address of an unsubscribe page is its person's key, that of a founding page the installation's: no link out of them tells it.
  headers: async () => [
    { source: "/((?!pictures/|media/).*)", headers: everywhere },
    ...["/u/:token*", "/founding/:token*"].map((source) => ({
      source,
      headers: [
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "X-Robots-Tag", value: "noindex" },
      ],
    })),
  ],
};

export default config;
