import { PageSkeleton } from "#web/components/page/page-skeleton.tsx";

/** For the list alone: above a single campaign's page it would answer 200 before anybody knows whether there is one. */
export default function Loading() {
  return <PageSkeleton />;
}
