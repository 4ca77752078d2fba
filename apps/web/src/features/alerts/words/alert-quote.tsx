import classes from "./alert-quote.module.css";

/** What an alert says, as whoever gets it reads it. */
export function AlertQuote({ body }: { body: string }) {
  return <blockquote className={classes.quote}>{body.trim()}</blockquote>;
}
