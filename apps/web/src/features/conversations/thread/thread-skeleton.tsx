import { BackButton } from "./header/back-button.tsx";
import classes from "./thread.module.css";
import skeleton from "./thread-skeleton.module.css";

const bubbles = ["left", "right", "left", "left", "right"];

/** A thread in the shape of what comes. */
export function ThreadSkeleton({ onLeave }: { onLeave: () => void }) {
  return (
    <div className={classes.thread} aria-busy="true">
      <div className={skeleton.head}>
        <BackButton onLeave={onLeave} />
        <div>
          <span />
          <span />
        </div>
      </div>
      <div className={skeleton.body}>
        {bubbles.map((side, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <span key={index} data-side={side} />
        ))}
      </div>
    </div>
  );
}
