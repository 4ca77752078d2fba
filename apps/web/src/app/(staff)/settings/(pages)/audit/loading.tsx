import { PageSkeleton } from "#web/components/page/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton shape="table" />;
}
