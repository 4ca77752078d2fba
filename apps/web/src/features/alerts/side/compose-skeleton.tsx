import { Skeleton } from "#web/components/page/skeleton.tsx";

/** The place to write, before it is there. */
export function ComposeSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton height={76} mb={14} radius="md" />
      <Skeleton height={74} mb={14} radius="md" />
      <Skeleton height={96} mb={14} radius="md" />
    </div>
  );
}
