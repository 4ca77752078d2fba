"use client";

import { emailStates, silences, textStates } from "@packpost/core/customer/states";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { FilterSelect } from "#web/components/table/filter-select.tsx";
import { useChangeQuery } from "#web/components/table/query-state.ts";
import { SearchInput } from "#web/components/table/search-input.tsx";
import { emailStateWords, silenceWords, textStateWords } from "../state-words.ts";
import classes from "./customer-list.module.css";

interface ListFiltersProps {
  /** Basic staff have a handful of people, and a search. */
  seesAll: boolean;
  passes: readonly { id: string; name: string; retired: boolean }[];
  /** How many filters narrow the list, the search apart. */
  active: number;
}

const searched = "Name, email, phone, pet";

/** Search and filters: beside each other where there is room, on a phone behind one button. */
export function ListFilters({ seesAll, passes, active }: ListFiltersProps) {
  const [opened, open] = useState(false);
  const change = useChangeQuery();
  if (!seesAll)
    return (
      <div className={classes.filters}>
        <SearchInput placeholder={searched} />
      </div>
    );
  return (
    <div className={classes.filters}>
      <div className={classes.line}>
        <div className={classes.wideOnly}>
          <EmailChips />
        </div>
        <SearchInput placeholder={searched} />
        <div className={classes.phoneOnly}>
          <Button
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={17} stroke={1.7} aria-hidden />}
            className={active > 0 ? (classes.narrowed ?? "") : ""}
            aria-haspopup="dialog"
            onClick={() => open(true)}
          >
            {active === 0 ? "Filters" : `Filters · ${active}`}
          </Button>
        </div>
      </div>
      <div className={`${classes.choices} ${classes.wideOnly}`}>
        <Selects passes={passes} />
      </div>
      <Dialog opened={opened} onClose={() => open(false)} title="Filters" width={420}>
        <div className={classes.sheet}>
          <EmailChips />
          <Selects passes={passes} />
          <div className={classes.sheetButtons}>
            <Button
              variant="default"
              disabled={active === 0}
              onClick={() => change({ email: null, text: null, pass: null, silent: null })}
            >
              Clear all
            </Button>
            <Button onClick={() => open(false)} data-autofocus>
              Show them
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}

function EmailChips() {
  return (
    <FilterChips
      param="email"
      label="Email state"
      all={{ label: "Everybody" }}
      chips={[...emailStates].toReversed().map((value) => ({ value, label: emailStateWords[value].word }))}
    />
  );
}

function Selects({ passes }: Pick<ListFiltersProps, "passes">) {
  return (
    <>
      <FilterSelect
        param="text"
        label="Texts"
        all="Any state of texts"
        choices={[...textStates].toReversed().map((value) => ({ value, label: textStateWords[value].alone }))}
      />
      <FilterSelect
        param="pass"
        label="Pass"
        all="Any pass"
        choices={passes.map(({ id, name, retired }) => ({
          value: id,
          label: retired ? `${name} (retired)` : name,
        }))}
      />
      <FilterSelect
        param="silent"
        label="Silence"
        all="Silent or not"
        choices={["in_30", "in_90", "now"]
          .flatMap((word) => silences.filter((silence) => silence === word))
          .map((value) => ({ value, label: silenceWords[value] }))}
      />
    </>
  );
}
