import { readFoundingToken } from "@packpost/core/founding/founding-token";
import { readFounding } from "@packpost/core/founding/read-founding";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { FoundingPage } from "#web/features/founding/founding-page.tsx";
import { getOrm } from "#web/server/database.ts";
import { findAccount } from "#web/server/staff/find-account.ts";

interface PageProps {
  params: Promise<{ token: string }>;
}

// No referrer, and in no index: the address is a key.
export const metadata: Metadata = {
  title: "Set up Packpost",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** Where the link of `npm start` or `npm run organisation` leads (O1). Looking changes nothing: scanners look. */
export default async function FoundingRoute({ params }: PageProps) {
  const { token } = await params;
  const [state, account] = await Promise.all([
    readFounding(await getOrm(), readFoundingToken(token)),
    findAccount(await headers()),
  ]);
  return <FoundingPage link={token} state={state} signedInAs={account?.email ?? null} />;
}
