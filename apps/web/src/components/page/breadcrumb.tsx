import Link from "next/link";
import classes from "./breadcrumb.module.css";

/** Where a page stands; the way back on a phone. Not on paper, where it leads nowhere. */
export function Breadcrumb({ label, href }: { label: string; href: string }) {
  return (
    <nav aria-label="Breadcrumb" className={classes.root}>
      <Link href={href} className={classes.link} data-touch>
        {label}
      </Link>
    </nav>
  );
}
