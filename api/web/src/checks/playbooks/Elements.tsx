import { useQuery } from "@tanstack/react-query";
import { Alert, Input } from "antd";
import { useState } from "react";

import { api, body } from "../../service/api";

/** The elements that a playbook may name (要素目录); one goes into the text where the cursor stands. */
export function Elements({ onChoose }: { onChoose: (key: string) => void }) {
  const [words, search] = useState("");
  const { data, error } = useQuery({
    queryKey: ["elements"],
    queryFn: async ({ signal }) => body(await api.GET("/v1/elements", { signal })),
    staleTime: Infinity,
  });
  const found = data?.filter(({ key, title, group }) => `${key} ${title} ${group}`.includes(words.trim())) ?? [];
  return (
    <details className="elements">
      <summary>要素目录（写在 element: 之后）</summary>
      <Input
        size="small"
        allowClear
        aria-label="查找要素"
        placeholder="名称、类别或代码"
        value={words}
        onChange={({ target }) => {
          search(target.value);
        }}
      />
      {error && <Alert type="error" showIcon title={error.message} />}
      <ul>
        {found.map(({ key, title, group }) => (
          <li key={key}>
            <button
              type="button"
              title={`插入 ${key}`}
              onClick={() => {
                onChoose(key);
              }}
            >
              <code>{key}</code>
              <span>{title}</span>
              <span className="faint">{group}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
