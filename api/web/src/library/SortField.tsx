import { SortAscendingOutlined, SortDescendingOutlined } from "@ant-design/icons";
import { Button, Select, Space } from "antd";

import { type Order, type Sort, turned } from "./filters";
import { SORTS } from "./wording";

const CHOICES = (Object.keys(SORTS) as Sort[]).map((sort) => ({ value: sort, label: `按${SORTS[sort]}` }));

/** In which order the list is. */
export function SortField({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  const falls = order.order === "desc";
  return (
    <Space.Compact className="library-sort">
      <Select<Sort>
        aria-label="排序"
        popupMatchSelectWidth={false}
        value={order.sort}
        options={CHOICES}
        onChange={(sort) => {
          if (sort !== order.sort) onChange(turned(order, sort));
        }}
      />
      <Button
        icon={falls ? <SortDescendingOutlined /> : <SortAscendingOutlined />}
        aria-label={falls ? "现为降序，改为升序" : "现为升序，改为降序"}
        title={falls ? "降序" : "升序"}
        onClick={() => {
          onChange(turned(order, order.sort));
        }}
      />
    </Space.Compact>
  );
}
