import classes from "./page-skeleton.module.css";
import { Skeleton } from "./skeleton.tsx";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

const bodies = { table: Rows, blocked: BlockAndRows, form: Sections, editor: Panes, outcome: Outcome };

/**
 * A page in the shape of what comes, while it is read. Shown only when that takes a while, so nothing flashes.
 * @param shape what stands below the header: a table, blocked addresses, the settings' sections, the editor, a campaign's outcome
 */
export function PageSkeleton({ shape = "table" }: { shape?: keyof typeof bodies }) {
  const Body = bodies[shape];
  return (
    <div className={classes.root} aria-busy="true">
      <h1 className={classes.words}>Loading</h1>
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
      <div className={classes.filters}>
        <Skeleton height={28} width={240} radius="xl" />
        <Skeleton height={36} className={classes.search ?? ""} radius="md" />
      </div>
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

function BlockAndRows() {
  return (
    <>
      <div className={classes.card} data-padded>
        <Skeleton height={11} width={180} mb={8} />
        <Skeleton height={36} className={classes.field ?? ""} radius="md" />
        <Skeleton height={11} width="60%" />
      </div>
      <Rows />
    </>
  );
}

function Sections() {
  return rows.slice(0, 3).map((row) => (
    <div key={row} className={classes.section}>
      <div>
        <Skeleton height={16} width={140} mb={12} />
        <Skeleton height={11} mb={10} />
        <Skeleton height={11} width="80%" />
      </div>
      <div>
        <Fields />
      </div>
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

function Outcome() {
  return (
    <>
      <div className={classes.card} data-padded>
        <Skeleton height={20} width={120} mb={10} />
        <Skeleton height={11} width={220} mb={12} />
        <Skeleton height={14} radius="xl" mb={12} />
        <Skeleton height={11} width="70%" />
      </div>
      <div className={classes.tiles}>
        {rows.slice(0, 6).map((row) => (
          <Skeleton key={row} height={84} radius="md" />
        ))}
      </div>
      <div className={classes.chart}>
        <Skeleton height={286} radius="md" />
        <Skeleton height={286} radius="md" />
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
