import classes from "./organisation-tile.module.css";

/** The organisation's mark: its first letter on its colour. */
export function OrganisationTile({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span className={classes.tile} data-large={large || undefined} aria-hidden>
      {[...name.trim()][0]?.toUpperCase()}
    </span>
  );
}
