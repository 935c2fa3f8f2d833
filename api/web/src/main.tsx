import "./style/trusting"; // first: what follows needs it

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as Messages, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import "dayjs/locale/zh-cn";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";

import { Mishap } from "./frame/Mishap";
import { Problem } from "./service/problems";
import { useMode } from "./style/mode";
import { nonce } from "./style/nonce";
import "./style/page.css";
import { themeOf } from "./style/theme";
import { Workbench } from "./Workbench";

/** Again only what may succeed later, at most twice. */
function again(failures: number, problem: Error): boolean {
  return failures < 2 && problem instanceof Problem && problem.passing;
}

const queries = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache(),
  // "always": without a network the person is told so, instead of waiting for it.
  defaultOptions: {
    queries: { retry: again, staleTime: 5_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

function Root() {
  const mode = useMode();
  useEffect(() => {
    document.documentElement.style.colorScheme = mode; // scroll bars and the like, which the browser draws
  }, [mode]);
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(mode)} csp={{ nonce }}>
      <Messages className="frame">
        <QueryClientProvider client={queries}>
          <Mishap at="">
            <BrowserRouter>
              <Workbench />
            </BrowserRouter>
          </Mishap>
        </QueryClientProvider>
      </Messages>
    </ConfigProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
}
