/** What an alert is placed by. */
interface Placed {
  readonly id: string;
  readonly createdAt: Date;
}

/**
 * Puts the newest rows into a list that was read page by page: what is there takes their numbers, what is among them no more is gone (undone),
 * older ones stay.
 * @param most so many the newest are, if there are more
 */
export function mergeNewest<
  Row extends Placed,
  Page extends { alerts: Row[] },
  Data extends { pages: Page[] },
>(known: Data, newest: readonly Row[], most: number): Data {
  const oldest = newest.length < most ? undefined : newest.at(-1)?.createdAt;
  const ids = new Set(newest.map(({ id }) => id));
  const older = (rows: readonly Row[]) =>
    oldest === undefined ? [] : rows.filter(({ id, createdAt }) => !ids.has(id) && createdAt <= oldest);
  const pages = known.pages.map((page, at) => ({
    ...page,
    alerts: at === 0 ? [...newest, ...older(page.alerts)] : older(page.alerts),
  }));
  return { ...known, pages };
}
