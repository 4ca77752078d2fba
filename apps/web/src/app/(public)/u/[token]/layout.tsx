import type { ReactNode } from "react";
import { CustomerFailure } from "#web/app/customer-failure.tsx";

export default function SubscriptionLayout({ children }: { children: ReactNode }) {
  return <CustomerFailure>{children}</CustomerFailure>;
}
