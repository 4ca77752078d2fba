import type { ReactNode } from "react";
import { CustomerFailure } from "#web/app/customer-failure.tsx";

/** Below it also what fails before an organisation is known speaks the reader's language. */
export default function PortalsLayout({ children }: { children: ReactNode }) {
  return <CustomerFailure>{children}</CustomerFailure>;
}
