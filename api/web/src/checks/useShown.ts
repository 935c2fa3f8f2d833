import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** A list in the address, such as `verdict=worse,absent`: it outlives the page and can be passed on. */
export function useListed<Item extends string>(name: string, known: readonly Item[]) {
  const [address, setAddress] = useSearchParams();
  const given = (address.get(name) ?? "").split(",");
  const listed = known.filter((one) => given.includes(one));
  const set = useCallback(
    (items: readonly string[]) => {
      setAddress(
        (now) => {
          const next = new URLSearchParams(now);
          if (items.length) next.set(name, items.join(","));
          else next.delete(name);
          return next;
        },
        { replace: true },
      );
    },
    [name, setAddress],
  );
  return [listed, set] as const;
}

/** The item at hand, kept in the address without a render: whoever comes back from the text finds it again. */
export function rememberItem(key: string): void {
  const address = new URL(location.href);
  if (address.searchParams.get("at") === key) return;
  address.searchParams.set("at", key);
  history.replaceState(history.state, "", address);
}
