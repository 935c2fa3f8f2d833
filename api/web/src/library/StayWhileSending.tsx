import { useEffect } from "react";

import { isLeaving } from "./sent";
import { useSent } from "./uploading";

/** In every view: the browser asks before the page is left while files have not reached the service. */
export function StayWhileSending() {
  const isSending = useSent().some(isLeaving);
  useEffect(() => {
    if (!isSending) return;
    const stay = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", stay);
    return () => {
      window.removeEventListener("beforeunload", stay);
    };
  }, [isSending]);
  return null;
}
