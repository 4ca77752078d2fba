"use client";

import { useParams } from "next/navigation";

/** Whose page is open. */
export function useCustomerId(): string {
  const { customerId } = useParams();
  return typeof customerId === "string" ? customerId : "";
}
