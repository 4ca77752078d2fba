import { IconFlask2 } from "@tabler/icons-react";
import classes from "./sandbox-badge.module.css";

/** Says on every page that the simulator stands in for the providers, and leads to what it took. */
export function SandboxBadge({ outboxUrl }: { outboxUrl: string }) {
  return (
    <div className={classes.badge}>
      <IconFlask2 size={16} stroke={1.8} aria-hidden />
      <span>
        Sandbox<span className={classes.more}>: nothing leaves this machine</span>
      </span>
      <a href={outboxUrl} target="_blank" rel="noreferrer" className={classes.outbox} data-touch>
        Outbox
      </a>
    </div>
  );
}
