import { IconAlertCircle } from "@tabler/icons-react";
import { formatTooLong } from "../draft/too-long.ts";
import classes from "./problem-list.module.css";

interface TooLongLineProps {
  field: Parameters<typeof formatTooLong>[0];
  text: string;
}

/** Below a field whose words are more than can be sent; nothing while they fit. */
export function TooLongLine({ field, text }: TooLongLineProps) {
  const words = formatTooLong(field, text);
  return (
    <div role="status">
      {words !== null && (
        <p className={classes.list}>
          <span className={classes.line} data-severity="blocking">
            <IconAlertCircle size={16} stroke={1.8} aria-hidden />
            {words}
          </span>
        </p>
      )}
    </div>
  );
}
