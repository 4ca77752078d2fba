"use client";

import { IconMailQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { formatCount } from "#web/components/form/format-number.ts";
import classes from "./unplaced.module.css";
import { useUnplacedOptions } from "./use-unplaced-options.ts";

/** Above the conversations, while mails wait that nobody could place (T42). */
export function UnplacedLine() {
  const { data: waiting = 0 } = useQuery(useUnplacedOptions().count);
  if (waiting === 0) return null;
  return (
    <Link href="/messages/unplaced" className={classes.line} data-touch>
      <IconMailQuestion size={17} stroke={1.7} aria-hidden />
      {waiting === 1 ? "1 email nobody could place" : `${formatCount(waiting)} emails nobody could place`}
    </Link>
  );
}
