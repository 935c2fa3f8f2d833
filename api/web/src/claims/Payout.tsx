import { Segmented } from "antd";
import { useState } from "react";

import { grouped, yuan } from "./amounts";
import type { Determination } from "./querying";
import { Waterfall } from "./Waterfall";

type Calculation = Determination["payout"];

/** An amount and how it came about, step by step; where the text can be read in two ways, each of them. */
export function Payout({ document, payout, total = "赔款" }: { document: string; payout: Calculation; total?: string }) {
  const own = payout.readings.findIndex(({ amount }) => amount === payout.amount);
  const [chosen, choose] = useState(Math.max(own, 0));
  const reading = payout.readings[chosen];
  const steps = reading?.steps ?? payout.steps;
  const amount = reading ? reading.amount : payout.amount;
  return (
    <div className="claim-payout">
      <p className="claim-sum">
        {typeof amount === "number" ? yuan(amount) : <span className="claim-tone-open">金额未定</span>}
      </p>
      {payout.readings.length > 1 && (
        <div className="claim-readings">
          <p>条文可以作不同解释，结果如下：</p>
          <Segmented
            aria-label="解释"
            vertical
            value={chosen}
            onChange={choose}
            options={payout.readings.map((one, at) => ({
              value: at,
              label: (
                <span className="claim-reading">
                  {one.title}：<span className="number">{grouped(one.amount)} 元</span>
                  {one.favoured && <strong>　有利于被保险人（保险法第三十条）</strong>}
                  {at === own && <em>　上面的金额按此计算</em>}
                </span>
              ),
            }))}
          />
          {reading && <p className="faint">{reading.why}</p>}
        </div>
      )}
      {steps.length > 0 ? <Waterfall document={document} steps={steps} total={typeof amount === "number" ? total : "现有数据算到此处"} /> : <p className="faint">没有计算步骤。</p>}
      {payout.note && <Note>{payout.note}</Note>}
    </div>
  );
}

function Note({ children }: { children: string }) {
  const parts = children.split("；").filter(Boolean);
  return (
    <ul className="claim-note faint" aria-label="计算说明">
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}
