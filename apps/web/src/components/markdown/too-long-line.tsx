import { IconAlertCircle } from "@tabler/icons-react";
import classes from "./problem-list.module.css";
import { formatTooLong, type LimitedField } from "./too-long.ts";

interface TooLongLineProps {
  field: LimitedField;
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
