import { strangerActor } from "@packpost/core/access/actor";
import { readLink } from "@packpost/core/portal/sign-in/read-link";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { DoorCard } from "#web/features/portal/door/door-card.tsx";
import { LinkDoor } from "#web/features/portal/door/link-door.tsx";
import { HomeLink } from "#web/features/portal/frame/home-link.tsx";
import { getPagePortal } from "#web/server/portal/page-portal.ts";
import { browserMarkOf } from "#web/server/portal/portal-cookies.ts";
import { verbContext } from "#web/server/verb-context.ts";

interface PageProps {
  params: Promise<{ slug: string; link: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await getPagePortal((await params).slug);
  return { title: t("door.title") };
}

/** Where the link of a sign-in mail leads. Looking changes nothing: scanners look (T47). */
export default async function LinkPage({ params }: PageProps) {
  const { slug, link } = await params;
  const { portal, t } = await getPagePortal(slug);
  const ctx = await verbContext(portal.organisationId, strangerActor);
  const { hash: browserHash } = browserMarkOf(await headers());
  const found = await readLink({ ctx, input: { link: link.toLowerCase(), browserHash } });
  if (found.state !== "ended") return <LinkDoor link={link} address={found.address} state={found.state} />;
  return (
    <DoorCard organisation={portal.name} title={t("door.linkEndedTitle")}>
      <p>{t("door.linkEnded")}</p>
      <HomeLink slug={slug}>{t("door.newCode")}</HomeLink>
    </DoorCard>
  );
}
