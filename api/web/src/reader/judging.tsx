import { App } from "antd";
import { useState } from "react";

import { type Action, isRecord, type Item, Overtaken, toldOf, useDeciding } from "./deciding";
import { Details } from "./Details";
import { ReviewTag, TypeTag } from "./TypeTag";
import { REVIEWS } from "./wording";

export const ACTIONS: Readonly<Record<Action, string>> = {
  accept: "采纳",
  correct: "更正",
  reject: "驳回",
  restore: "撤销复核",
};

type Decided = (item: Item, action: Action) => void;

/** Carry out single-key decisions; what somebody else did first is shown with the choice. */
export function useDecisions(onDecided: Decided) {
  const { message, modal } = App.useApp();
  const deciding = useDeciding();
  const [busy, setBusy] = useState("");
  const act = (item: Item, action: Exclude<Action, "correct">) => {
    if (busy === item.id) return;
    setBusy(item.id);
    deciding.mutate(
      { item, edit: { action } },
      {
        onSuccess: (decided) => {
          void message.open({ key: "decided", type: "success", content: `${ACTIONS[action]}：${item.path}`, duration: 1.5 });
          onDecided(decided, action);
        },
        onError: (error) => {
          if (!(error instanceof Overtaken)) {
            const told = toldOf(error);
            if (told) void message.error(told.message, 6);
            return;
          }
          void modal.confirm({
            title: "另一位复核人已先处理了这一条",
            width: 520,
            okText: `仍然${ACTIONS[action]}`,
            cancelText: "保留对方的",
            content: <Theirs item={error.theirs} mine={action} />,
            onOk: () => {
              act(error.theirs, action);
            },
            onCancel: () => {
              onDecided(error.theirs, "correct");
            },
          });
        },
        onSettled: () => {
          setBusy("");
        },
      },
    );
  };
  return { act, busy };
}

function Theirs({ item, mine }: { item: Item; mine: Action }) {
  return (
    <div>
      <p>
        对方：<ReviewTag review={item.review} />
        {item.review === "unreviewed" && REVIEWS.unreviewed}；您：{ACTIONS[mine]}，尚未保存。
      </p>
      {isRecord(item) ? (
        <>
          <TypeTag type={item.type} />
          <p className="card-quote card-clipped">{item.quote}</p>
          <Details type={item.type} fields={item.fields} />
        </>
      ) : (
        <p>{item.message}</p>
      )}
    </div>
  );
}
