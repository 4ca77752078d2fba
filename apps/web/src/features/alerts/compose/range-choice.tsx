"use client";

import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Chip } from "#web/components/choice/chip.tsx";
import { ChipRow } from "#web/components/choice/chip-row.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { isSameRange, otherDays, quickRanges, rangeLabel } from "../words/range-words.ts";

const CustomRangeDialog = dynamic(
  () => loadLater(() => import("./custom-range-dialog.tsx")).then((module) => module.CustomRangeDialog),
  { ssr: false },
);

interface RangeChoiceProps {
  range: AlertRange | null;
  onChoose: (range: AlertRange) => void;
}

/** Whose appointments (A2): one press for the usual ones, a dialog for one's own. */
export function RangeChoice({ range, onChoose }: RangeChoiceProps) {
  const [asking, ask] = useState(false);
  const isOther = range?.kind === "next_days" && otherDays.includes(range.days);
  const isCustom = range?.kind === "custom";
  return (
    <ChipRow label="Clients with an appointment" labelled>
      {quickRanges.map((quick) => (
        <Chip key={rangeLabel(quick)} chosen={isSameRange(quick, range)} onClick={() => onChoose(quick)}>
          {rangeLabel(quick)}
        </Chip>
      ))}
      <Menu
        label="Other numbers of days"
        placement="end"
        button={(props) => (
          <Chip
            {...props}
            opens
            chosen={isOther}
            aria-label={isOther ? `${rangeLabel(range)}, other numbers of days` : "Other numbers of days"}
          >
            {isOther ? rangeLabel(range) : "Days"}
            <IconChevronDown size={14} stroke={1.8} aria-hidden />
          </Chip>
        )}
      >
        {otherDays.map((days) => (
          <MenuItem
            key={days}
            checked={isOther && range.days === days}
            onClick={() => onChoose({ kind: "next_days", days })}
          >
            {rangeLabel({ kind: "next_days", days })}
          </MenuItem>
        ))}
      </Menu>
      <Chip opens chosen={isCustom} aria-haspopup="dialog" onClick={() => ask(true)}>
        <IconCalendar size={15} stroke={1.7} aria-hidden />
        Custom…
      </Chip>
      {asking && (
        <CustomRangeDialog
          range={isCustom ? range : null}
          onClose={() => ask(false)}
          onChoose={(chosen) => {
            ask(false);
            onChoose(chosen);
          }}
        />
      )}
    </ChipRow>
  );
}
