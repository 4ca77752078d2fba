import { Button } from "#web/components/form/button.tsx";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import classes from "./api.module.css";

/** A secret that was just made, to be copied now. @param props.what what it is called: "key" */
export function ShownOnce({ what, value, onDone }: { what: string; value: string; onDone: () => void }) {
  return (
    <div className={classes.form}>
      <p role="status" className={classes.once}>
        <b>This {what} is shown this once.</b> Copy it to where it is used now; it cannot be shown again.
      </p>
      <dl className={classes.address} aria-label={`The new ${what}`}>
        <CopiedField label="" value={value} copy={`Copy the ${what}`} />
      </dl>
      <div className={classes.buttons}>
        <Button data-autofocus onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
