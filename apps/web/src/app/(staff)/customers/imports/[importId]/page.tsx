import type { Metadata } from "next";
import { ImportPage } from "#web/features/customer-import/import-page.tsx";
import { readImport } from "#web/server/read-import.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { Hydrate } from "#web/trpc/server.tsx";

interface ImportRouteProps {
  params: Promise<{ importId: string }>;
}

export async function generateMetadata({ params }: ImportRouteProps): Promise<Metadata> {
  await requireStaff("customer.import");
  const { fileName } = await readImport((await params).importId);
  return { title: `${fileName} · Imports` };
}

/** One file, from its columns to its undoing (P9). */
export default async function ImportRoute({ params }: ImportRouteProps) {
  await requireStaff("customer.import");
  const { id } = await readImport((await params).importId);
  return (
    <Hydrate>
      <ImportPage importId={id} />
    </Hydrate>
  );
}
