import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

import { useNamed } from "../library/named";
import { MOST } from "../library/selecting";

/** Documents and checks that the address names: `documents=…&check=law,liability`. */
export function useOrder() {
  const [address, setAddress] = useSearchParams();
  const given = address.get("documents") ?? "";
  const checks = useMemo(() => listOf(address.get("check")), [address]);
  const ids = useMemo(() => listOf(given).slice(0, MOST), [given]);
  const { documents, gone } = useNamed(ids);
  const put = useCallback(
    (name: "documents" | "check", items: readonly string[]) => {
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
    [setAddress],
  );
  return { documents, gone, checks, put };
}

function listOf(given: string | null): readonly string[] {
  return [...new Set((given ?? "").split(",").filter(Boolean))];
}
