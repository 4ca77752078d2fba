import { Skeleton } from "@mantine/core";
import classes from "./page-skeleton.module.css";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

const bodies = { table: Rows, form: Sections, editor: Panes, outcome: Tiles };

/**
 * A page in the shape of what comes, while it is read. Shown only when that takes a while, so nothing flashes.
 * @param shape what stands below the header: a table, the settings' sections, the editor, a campaign's outcome
 */
export function PageSkeleton({ shape = "table" }: { shape?: keyof typeof bodies }) {
  const Body = bodies[shape];
  return (
    <div className={classes.root} aria-busy="true">
      <span className={classes.words}>Loading</span>
      <div className={classes.header}>
        <Skeleton width={200} height={24} />
        <Skeleton width={132} height={36} />
      </div>
      <Body />
    </div>
  );
}

function Rows() {
  return (
    <div className={classes.card}>
      {rows.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={12} width="34%" />
          <Skeleton height={12} width="14%" />
          <Skeleton height={12} width="20%" />
        </div>
      ))}
    </div>
  );
}

function Sections() {
  return rows.slice(0, 3).map((row) => (
    <div key={row} className={classes.pair}>
      <div>
        <Skeleton height={16} width={140} mb={12} />
        <Skeleton height={11} width="80%" />
      </div>
      <Fields />
    </div>
  ));
}

function Panes() {
  return (
    <div className={classes.pair}>
      <div>
        <Fields />
        <Skeleton height={300} radius="md" />
      </div>
      <Skeleton height={480} radius="md" />
    </div>
  );
}

function Tiles() {
  return (
    <>
      <div className={classes.tiles}>
        {rows.slice(0, 6).map((row) => (
          <Skeleton key={row} height={84} radius="md" />
        ))}
      </div>
      <Rows />
    </>
  );
}

function Fields() {
  return rows.slice(0, 3).map((row) => (
    <div key={row} className={classes.field}>
      <Skeleton height={11} width={96} mb={8} />
      <Skeleton height={36} radius="md" />
    </div>
  ));
}
