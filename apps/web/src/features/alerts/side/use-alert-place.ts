"use client";

import { type AlertRecipientFilter, alertRecipientFilters } from "@packpost/core/alert/recipient-filters";
import {
  parseAsString,
  parseAsStringLiteral,
  useChangeQuery,
  useQueryState,
} from "#web/components/table/query-state.ts";

const openWord = parseAsStringLiteral(["open"]);
const filterWord = parseAsStringLiteral(alertRecipientFilters);

/** Where one is in alerts, as the URL says: the panel beside the messages, and over it one alert with some of its people. */
export function useAlertPlace() {
  const [panel] = useQueryState("alerts", openWord);
  const [alertId] = useQueryState("alert", parseAsString);
  const [filter] = useQueryState("show", filterWord);
  const change = useChangeQuery();
  return {
    isOpen: panel !== null || alertId !== null,
    alertId,
    filter: filter ?? "all",
    open: () => change({ alerts: "open" }),
    close: () => change({ alerts: null, alert: null, show: null }),
    /** @param next whose people are shown */
    show: (id: string, next: AlertRecipientFilter = "all") =>
      change({ alert: id, show: next === "all" ? null : next }, alertId === null ? "push" : "replace"),
    closeAlert: () => change({ alert: null, show: null }, "back"),
  };
}
