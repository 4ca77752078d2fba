"use client";

import { IconMailQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { formatCount } from "#web/components/form/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./unplaced.module.css";

const lookEveryMs = 60_000;

/** Above the conversations, while mails wait that nobody could place (T42). */
export function UnplacedLine() {
  const trpc = useTRPC();
  const { data: mails = [] } = useQuery(
    trpc.conversation.unplacedMail.queryOptions(undefined, { refetchInterval: lookEveryMs }),
  );
  if (mails.length === 0) return null;
  return (
    <Link href="/messages/unplaced" className={classes.line} data-touch>
      <IconMailQuestion size={17} stroke={1.7} aria-hidden />
      {mails.length === 1
        ? "1 email nobody could place"
        : `${formatCount(mails.length)} emails nobody could place`}
    </Link>
  );
}
