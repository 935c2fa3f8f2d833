import { Button } from "antd";
import { type ReactNode, type RefObject, useState } from "react";

import { KeyHelp } from "../frame/KeyHelp";
import { FilterChip } from "./FilterChip";
import { KEYS, useItemKeys } from "./keys";

type Given = {
  label: string;
  total: number;
  isAll: boolean;
  onAll: () => void;
  /** The list that the keys step through. */
  list: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** The bar above a result: all of it or a part, and what the keys do. */
export function ResultFilters({ label, total, isAll, onAll, list, children }: Given) {
  const [isHelped, setHelped] = useState(false);
  const help = () => {
    setHelped(true);
  };
  useItemKeys(list, help);
  return (
    <div className="check-filters" role="group" aria-label={label}>
      <FilterChip name="全部" count={total} on={isAll} onToggle={onAll} />
      {children}
      <Button type="text" className="check-keys" onClick={help}>
        按键（?）
      </Button>
      <KeyHelp
        keys={KEYS}
        open={isHelped}
        onClose={() => {
          setHelped(false);
        }}
      />
    </div>
  );
}
