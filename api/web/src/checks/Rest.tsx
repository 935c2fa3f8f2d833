import { Button } from "antd";
import { useEffect, useEffectEvent, useRef } from "react";

type Props = { count: number; onMore: () => void };

const AHEAD = "1500px 0px"; // more is there before the end comes into view

/** Stands for the items that are not shown yet; they come when it comes near the view. */
export function Rest({ count, onMore }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const more = useEffectEvent(onMore);
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) more();
      },
      { rootMargin: AHEAD, root: place.current.closest(".frame-body") },
    );
    observer.observe(place.current);
    return () => {
      observer.disconnect();
    };
  }, [count]);
  return (
    <div ref={place} className="check-rest">
      <Button onClick={onMore}>显示其余 {count} 项</Button>
    </div>
  );
}
