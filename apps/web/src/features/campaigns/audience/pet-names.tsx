import classes from "./audience.module.css";

interface PetNamesProps {
  active: readonly string[];
  inactive: readonly string[];
}

/** A family's pets; inactive ones greyed. A long list ends with an ellipsis and is whole on hover. */
export function PetNames({ active, inactive }: PetNamesProps) {
  const named = active.map((name) => name || "unnamed").join(", ");
  const inactiveNamed = inactive.map((name) => name || "unnamed").join(", ");
  if (named === "" && inactiveNamed === "") return <span>–</span>;
  const title = [named, inactiveNamed && `${inactiveNamed} (inactive)`].filter(Boolean).join(", ");
  return (
    <span className={classes.pets} title={title}>
      {named}
      {inactiveNamed !== "" && (
        <>
          {named !== "" && ", "}
          <span className={classes.inactive}>
            {inactiveNamed}
            <span className={classes.unseen}> (inactive)</span>
          </span>
        </>
      )}
    </span>
  );
}
