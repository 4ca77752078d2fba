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

/** Room for the list, a thread and the panel beside each other; else the panel lies over them. */
export const wide = "(min-width: 75em)";

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
    /** Where it lies over everything, Back closes it. */
    open: () => change({ alerts: "open" }, isWide() ? "replace" : "push"),
    close: () => change({ alerts: null, alert: null, show: null }, isWide() ? "replace" : "back"),
    /** @param next whose people are shown */
    show: (id: string, next: AlertRecipientFilter = "all") =>
      change({ alert: id, show: next === "all" ? null : next }, alertId === null ? "push" : "replace"),
    closeAlert: () => change({ alert: null, show: null }, "back"),
  };
}

const isWide = () => window.matchMedia(wide).matches;
